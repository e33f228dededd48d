using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using SharpCommerce.AspNetCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.OpenTelemetry;

namespace SharpCommerce.Server;

/// <summary>The runnable host: everything that is switched on is listed here.</summary>
internal static class CommerceServer
{
    private const int TerminatedBySignal = 143;

    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder);
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        // SQLite has no second wall behind the filter.
        if (settings.WithoutTenantFilter && (!builder.Environment.IsEnvironment("Test") || settings.DatabaseUrl.StartsWith("sqlite:", StringComparison.Ordinal)))
            throw new CommerceException(new(ErrorKind.Invalid, "validation_failed", "SHARPCOMMERCE_TEST_DISABLE_QUERY_FILTERS works in the environment Test and on PostgreSQL alone."));
        if (settings.KillAt is { } point)
        {
            if (!builder.Environment.IsEnvironment("Test"))
                throw new CommerceException(new(ErrorKind.Invalid, "validation_failed", "SHARPCOMMERCE_TEST_KILL_AT works in the environment Test alone."));
            KillPoint.Arm(point);
        }
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = LogLines.FormatterName).AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
        if (settings.LogLevel is { } level)
            builder.Logging.AddFilter(null, level);
        var framework = settings.LogLevel > LogLevel.Warning ? settings.LogLevel.Value : LogLevel.Warning;
        builder.Logging.AddFilter("Microsoft", framework).AddFilter("Microsoft.Hosting.Lifetime", settings.LogLevel > LogLevel.Information ? framework : LogLevel.Information)
            .AddFilter("SharpCommerce.AspNetCore.Core.BearerAuthentication", framework)
            // Whatever an operator sets: below this they write addresses of calls, and with them the ids of guests' carts.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", framework).AddFilter("Microsoft.AspNetCore.Routing", framework);
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls($"http://*:{settings.Port}");
        builder.WebHost.ConfigureKestrel(settings.Apply);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSharpCommerce(commerce =>
        {
            settings.Apply(commerce.Options);
            commerce.Options.Environment = name => builder.Configuration[name];
            commerce.UseSqlite().UsePostgreSql();
            commerce.AddStripe().AddPayPal();
            if (settings.SmtpUrl is { } url)
                commerce.UseSmtp(url);
            if (settings.RedisUrl is { } redis)
                commerce.UseRedis(redis);
            commerce.UseOpenTelemetry(settings.Otlp, settings.Metrics);
        });
        builder.Services.AddSharpCommerceHttp(settings.Apply);
        builder.Services.AddSingleton<ICheckup, SettingsCheckup>();
        builder.Services.AddSingleton<FirstOperator>();
        builder.Services.AddSingleton<Startup>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Startup>());

        var app = builder.Build();
        if (settings.Metrics)
            app.UsePrometheus(settings.MetricsToken);
        app.MapSharpCommerce();
        if (WebApps.Find(settings.WebDirectory) is { } apps)
            app.Use(apps.InvokeAsync);
        else
            app.MapGet("/", () => Results.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    /// <summary>For commands whose output is read by programs: what the log would say must not stand in it.</summary>
    internal static WebApplication BuildSilent() => Build([], builder => builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance));

    internal static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        try
        {
            await app.StartAsync();
        }
        catch (DbException refused)
        {
            await Console.Error.WriteLineAsync($"The database of DATABASE_URL cannot be used: {refused.Message}");
            return 1;
        }
        using var impatience = ExitWhenToldTwice();
        var startup = app.Services.GetRequiredService<Startup>();
        var shutdown = app.WaitForShutdownAsync();
        if (await Task.WhenAny(startup.Ready, shutdown) == startup.Ready && startup.Ready.IsCompletedSuccessfully)
            startup.Announce(app.Urls.First());
        await shutdown;
        return startup.Ready.IsFaulted ? 1 : 0;
    }

    // The host stops at the first signal and hears no second one.
    private static PosixSignalRegistration ExitWhenToldTwice()
    {
        var told = 0;
        return PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
        {
            if (Interlocked.Increment(ref told) > 1)
                Environment.Exit(TerminatedBySignal);
        });
    }
}
