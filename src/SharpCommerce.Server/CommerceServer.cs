using SharpCommerce.AspNetCore;
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
        builder.Logging.ClearProviders();
        if (settings.JsonLogs)
            builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
        else
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls($"http://*:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSharpCommerce(commerce =>
        {
            settings.Apply(commerce.Options);
            commerce.UseSqlite().UsePostgreSql();
        });
        builder.Services.AddSharpCommerceHttp(settings.Apply);
        builder.Services.AddHostedService<Startup>();

        var app = builder.Build();
        app.MapSharpCommerce();
        app.MapGet("/", () => Results.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    internal static async Task<int> RunAsync(string[] args)
    {
        var app = Build(args);
        await app.RunAsync();
        return 0;
    }
}

/// <summary>Migrates, checks that the database may be served from, makes the first credential and, when asked, the demo tenants; before the first request.</summary>
internal sealed class Startup(DatabaseMap databases, BootstrapTokens tokens, ServerSettings settings, IServiceProvider services, ILogger<Startup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await databases.Shared.MigrateAsync(cancellationToken);
        await databases.Shared.CheckAsync(cancellationToken);
        var token = await tokens.CreateFirstAsync(cancellationToken);
        if (settings.SeedDemo)
            await DemoData.SeedAsync(services, cancellationToken);
        Announce(token);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // To the terminal and not to the log: logs are shipped and kept, and the token is a secret.
    private void Announce(string? token)
    {
        var url = $"http://localhost:{settings.Port}";
        Console.Out.WriteLine($"SharpCommerce on {databases.Shared.Engine}");
        Console.Out.WriteLine($"  API documentation  {url}/docs");
        Console.Out.WriteLine($"  Health             {url}/health/ready");
        if (settings.SeedDemo)
            Console.Out.WriteLine($"  Demo shops         {url}/api/v1/store/products with the header 'X-Tenant: aurora' or 'X-Tenant: borealis'");
        if (token is not null)
            Console.Out.WriteLine($"  Operator token     {token}   (shown once; a new one: ./run admin bootstrap)");
        else
            logger.LogInformation("The operator token was shown at the first start; 'admin bootstrap' makes a new one");
    }
}
