using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Tenants;
using StackExchange.Redis;

namespace SharpCommerce.Redis;

/// <summary>The list of tenants in Redis, which forgets it by itself.</summary>
internal sealed partial class RedisTenants(RedisConnection connection, CommerceOptions options, TimeProvider clock, ILogger<RedisTenants> logger) : ITenantCopies
{
    private const string Name = "g:tenants";
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(1);

    private readonly RedisSilence _silence = new(clock);

    public void Keep(IReadOnlyList<Tenant> tenants)
    {
        if (!_silence.Holds)
            _ = AskAsync(async database => await database.StringSetAsync(Name, TenantCopy.Write(tenants), new Expiration(options.CatalogCache.StaleFor)), WritePatience);
    }

    public async Task<IReadOnlyList<Tenant>?> FindAsync() =>
        !_silence.Holds && (byte[]?)await AskAsync(database => database.StringGetAsync(Name), Patience) is { } bytes ? TenantCopy.Read(bytes) : null;

    private async Task<T?> AskAsync<T>(Func<IDatabase, Task<T>> ask, TimeSpan patience)
    {
        try
        {
            return await AskAsync(ask).WaitAsync(patience);
        }
        catch (RedisServerException)
        {
            // Something else lies there.
            return default;
        }
        catch (Exception outage)
        {
            _silence.Begin();
            LogOutage(outage.GetType().Name);
            return default;
        }
    }

    private async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask) => await ask(await connection.OpenAsync());

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Failure}); a node that starts without its database does not find the tenants there")]
    private partial void LogOutage(string failure);
}
