using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Pages;
using SharpCommerce.Tenants;
using StackExchange.Redis;

namespace SharpCommerce.Redis;

/// <summary>Copies of catalog pages in Redis, which forgets them by itself. No answer waits for their writing, and one that is asked for waits a moment at most.</summary>
internal sealed partial class RedisPages : IPageCopies, IAsyncDisposable
{
    private const int MostWaiting = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(1);

    private readonly Channel<KeptPage> _waiting = Channel.CreateBounded<KeptPage>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly RedisConnection _connection;
    private readonly RedisSilence _silence;
    private readonly ILogger<RedisPages> _logger;
    private readonly TimeSpan _lifetime;
    private readonly Task _writing;

    public RedisPages(RedisConnection connection, CommerceOptions options, TimeProvider clock, ILogger<RedisPages> logger)
    {
        (_connection, _lifetime, _silence, _logger) = (connection, options.CatalogCache.StaleFor, new(clock), logger);
        _writing = Task.Run(WriteAsync);
    }

    public void Keep(KeptPage page) => _waiting.Writer.TryWrite(page);

    public async Task<PageCopy?> FindAsync(Id<Tenant> tenantId, string key)
    {
        if (_silence.Holds)
            return null;
        try
        {
            // Its age by what is left of its life, so that no node's clock counts.
            var found = await ReadAsync(PageCopy.NameOf(tenantId, key)).WaitAsync(Patience);
            return found is { Expiry: { } left, Value: var value } && (byte[]?)value is { } bytes && PageCopy.Read(bytes, tenantId, key) is { } body
                ? new(body, _lifetime > left ? _lifetime - left : TimeSpan.Zero)
                : null;
        }
        catch (RedisServerException)
        {
            // Something else lies there.
            return null;
        }
        catch (Exception outage)
        {
            BeSilent(outage);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task<RedisValueWithExpiry> ReadAsync(string name) => await (await _connection.OpenAsync()).StringGetWithExpiryAsync(name);

    private async Task WriteAsync()
    {
        await foreach (var page in _waiting.Reader.ReadAllAsync())
        {
            if (_silence.Holds)
                continue;
            try
            {
                await WriteAsync(page).WaitAsync(WritePatience);
            }
            catch (Exception outage)
            {
                BeSilent(outage);
            }
        }
    }

    private async Task WriteAsync(KeptPage page) =>
        await (await _connection.OpenAsync()).StringSetAsync(PageCopy.NameOf(page.TenantId, page.Key), PageCopy.Write(page), new Expiration(_lifetime));

    private void BeSilent(Exception outage)
    {
        _silence.Begin();
        LogOutage(outage.GetType().Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Failure}); other nodes do not find this one's catalog pages should the database be gone, too")]
    private partial void LogOutage(string failure);
}
