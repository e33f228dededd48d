using SharpCommerce.AspNetCore;
using SharpCommerce.Core;
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
        catch (Exception outage) when (app.Services.GetRequiredService<DatabaseMap>().IsUnavailable(outage))
        {
            await Console.Error.WriteLineAsync($"The database of DATABASE_URL does not answer: {outage.Message}");
            return 1;
        }
        app.Services.GetRequiredService<Startup>().Announce(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}

/// <summary>Migrates, checks that the database may be served from, makes the first credential and, when asked, the demo tenants; before the first request.</summary>
internal sealed partial class Startup(DatabaseMap databases, DatabaseSetup setup, BootstrapTokens tokens, FirstOperator firstOperator, ServerSettings settings, ILogger<Startup> logger, IServiceProvider services) : IHostedService
{
    private string? _firstToken;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.SmtpUrl is null && services.GetRequiredService<IHostEnvironment>().IsProduction())
            LogNoMail();
        await setup.RunAsync(cancellationToken);
        _firstToken = await tokens.CreateFirstAsync(cancellationToken);
        KillPoint.Reach(KillPoint.StartupToken);
        if (settings.SeedDemo)
            await DemoData.SeedAsync(services, cancellationToken);
        await firstOperator.EnsureAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>To the terminal and not to the log: logs are shipped and kept, and the token is a secret.</summary>
    internal void Announce(string address)
    {
        var url = address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        Console.WriteLine($"SharpCommerce on {databases.Shared.Engine}");
        Console.WriteLine($"  API documentation  {url}/docs");
        Console.WriteLine($"  Health             {url}/health/ready");
        if (settings.SeedDemo)
            Console.WriteLine($"  Demo shops         {url}/api/v1/store/products with the header 'X-Tenant: aurora' or 'X-Tenant: borealis'");
        if (firstOperator.MadeUp is var (email, password))
            Console.WriteLine($"  Login              {email}   {password}   (shown once; operator, and owner of the demo shops)");
        Console.WriteLine(_firstToken is { } token
            ? $"  Operator token     {token}   (shown once)"
            : "  Operator token     shown at the first start; './run admin bootstrap' makes a new one");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail is not configured: no message will reach anybody until SMTP_URL is set")]
    private partial void LogNoMail();
}
