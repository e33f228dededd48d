using System.Data.Common;
using SharpCommerce.AspNetCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Server;

/// <summary>The runnable host: everything that is switched on is listed here.</summary>
internal static class CommerceServer
{
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
        if (settings.JsonLogs)
            builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
        else
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("SharpCommerce.AspNetCore.Core.BearerAuthentication", LogLevel.Warning);
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls($"http://*:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSharpCommerce(commerce =>
        {
            settings.Apply(commerce.Options);
            commerce.UseSqlite().UsePostgreSql();
            if (settings.SmtpUrl is { } url)
                commerce.UseSmtp(url);
            if (settings.RedisUrl is { } redis)
                commerce.UseRedis(redis);
        });
        builder.Services.AddSharpCommerceHttp(settings.Apply);
        builder.Services.AddSingleton<FirstOperator>();
        builder.Services.AddSingleton<Startup>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Startup>());

        var app = builder.Build();
        app.MapSharpCommerce();
        app.MapGet("/", () => Results.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

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
        var startup = app.Services.GetRequiredService<Startup>();
        var shutdown = app.WaitForShutdownAsync();
        if (await Task.WhenAny(startup.Ready, shutdown) == startup.Ready && startup.Ready.IsCompletedSuccessfully)
            startup.Announce(app.Urls.First());
        await shutdown;
        return startup.Ready.IsFaulted ? 1 : 0;
    }
}
