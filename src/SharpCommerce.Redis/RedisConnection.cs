using SharpCommerce.Core;
using StackExchange.Redis;

namespace SharpCommerce.Redis;

/// <summary>The connection to Redis: begun at once, so that the first sign-in does not wait for it, and made again by itself. Redis may be absent at any time.</summary>
internal sealed class RedisConnection(ConfigurationOptions options) : IAsyncDisposable
{
    private const int DefaultPort = 6379;
    private const int TimeoutMilliseconds = 1_000;

    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connecting = ConnectionMultiplexer.ConnectAsync(options);

    internal static ConfigurationOptions Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0)
            throw InputRules.Invalid("REDIS_URL", "must be redis://user:password@host:port/database; the scheme rediss means TLS.");
        var login = uri.UserInfo.Split(':', 2);
        return new()
        {
            EndPoints = { { uri.Host, uri.Port > 0 ? uri.Port : DefaultPort } },
            Ssl = uri.Scheme == "rediss",
            User = login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : null,
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
            DefaultDatabase = int.TryParse(uri.AbsolutePath.TrimStart('/'), out var database) ? database : 0,
            ClientName = "sharpcommerce",
            AbortOnConnectFail = false,
            // What cannot be sent now is of no use later.
            BacklogPolicy = BacklogPolicy.FailFast,
            ConnectTimeout = TimeoutMilliseconds,
            AsyncTimeout = TimeoutMilliseconds,
            SyncTimeout = TimeoutMilliseconds,
            ReconnectRetryPolicy = new LinearRetry(TimeoutMilliseconds),
        };
    }

    internal async Task<IDatabase> OpenAsync()
    {
        Task<ConnectionMultiplexer> connecting;
        lock (_lock)
        {
            if (_connecting is { IsFaulted: true } or { IsCanceled: true })
                _connecting = ConnectionMultiplexer.ConnectAsync(options);
            connecting = _connecting;
        }
        return (await connecting).GetDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        if (_connecting is { IsCompletedSuccessfully: true } connected)
            await (await connected).DisposeAsync();
    }
}
