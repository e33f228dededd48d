using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Server;
using SharpCommerce.Tenants;

namespace SharpCommerce.Tests.Engines;

/// <summary>The real server on a real port and a real database. One for each engine serves all tests that need no other; each test makes its own tenant.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<TestServer>>> Shared = new();

    private readonly WebApplication _app;
    private readonly AsyncServiceScope _scope;

    private TestServer(WebApplication app, string databaseUrl, Uri address, string token)
    {
        (_app, _scope, DatabaseUrl, Address, Token) = (app, app.Services.CreateAsyncScope(), databaseUrl, address, token);
        Platform = Client();
        Platform.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    internal IServiceProvider Services => _app.Services;

    internal string DatabaseUrl { get; }

    internal Uri Address { get; }

    /// <summary>The operator's token.</summary>
    internal string Token { get; }

    /// <summary>Calls as the operator.</summary>
    internal HttpClient Platform { get; }

    internal TenantManager Tenants => _scope.ServiceProvider.GetRequiredService<TenantManager>();

    internal static Task<TestServer> SharedAsync(Engine engine) => Shared.GetOrAdd(engine, key => new(() => StartAsync(key))).Value;

    /// <summary>Starts a server of its own; settings are environment variables by their names.</summary>
    internal static async Task<TestServer> StartAsync(Engine engine, params (string Name, string Value)[] settings) =>
        await StartAsync(await TestDatabases.CreateAsync(engine), settings);

    internal static Task<TestServer> StartAsync(string databaseUrl, params (string Name, string Value)[] settings) => StartAsync(databaseUrl, null, settings);

    /// <summary>Starts one whose database may not be there yet; it has no operator's token.</summary>
    internal static async Task<TestServer> StartColdAsync(string databaseUrl, params (string Name, string Value)[] settings)
    {
        var app = Build(databaseUrl, null, settings);
        await app.StartAsync();
        return new(app, databaseUrl, new(app.Urls.First()), "none");
    }

    /// <summary>Starts one whose services a test changes, such as its clock.</summary>
    internal static async Task<TestServer> StartAsync(string databaseUrl, Action<IServiceCollection>? change, params (string Name, string Value)[] settings)
    {
        var app = Build(databaseUrl, change, settings);
        await app.StartAsync();
        var token = await app.Services.GetRequiredService<BootstrapTokens>().ReplaceAsync(CancellationToken.None);
        return new(app, databaseUrl, new(app.Urls.First()), token);
    }

    private static WebApplication Build(string databaseUrl, Action<IServiceCollection>? change, (string Name, string Value)[] settings) =>
        CommerceServer.Build(["--environment", "Test"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["DATABASE_URL"] = databaseUrl,
                ["DATA_DIRECTORY"] = TestDatabases.NewFolder(),
                ["BASE_DOMAIN"] = "shops.test",
                ["SEED_DEMO"] = "false",
                ["DRAIN_SECONDS"] = "0",
                ["urls"] = "http://127.0.0.1:0",
            });
            builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Name, pair => (string?)pair.Value));
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
            change?.Invoke(builder.Services);
        });

    /// <summary>A client with no credential and no tenant.</summary>
    internal HttpClient Client() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, AllowAutoRedirect = false }) { BaseAddress = new(Address, "/api/v1/") };

    public async ValueTask DisposeAsync()
    {
        Platform.Dispose();
        await _app.StopAsync();
        await _scope.DisposeAsync();
        await _app.DisposeAsync();
    }
}
