using SharpCommerce.Core.Limits;
using StackExchange.Redis;

namespace SharpCommerce.Redis;

/// <summary>Counters of calls as integers in Redis, which forgets them by itself.</summary>
internal sealed class RedisRates(RedisConnection connection) : ISharedRates
{
    // A minute's counter, for nodes whose clocks differ a little.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public async Task<long[]> AddAsync(IReadOnlyList<RateNews> news)
    {
        var database = await connection.OpenAsync();
        // All are on their way before the first is awaited: one round trip.
        return await Task.WhenAll(news.Select(one => AddAsync(database, one)).ToArray());
    }

    private static async Task<long> AddAsync(IDatabase database, RateNews one)
    {
        try
        {
            var total = database.StringIncrementAsync(one.Key, one.Count);
            _ = database.KeyExpireAsync(one.Key, Lifetime, flags: CommandFlags.FireAndForget);
            return await total;
        }
        catch (RedisServerException)
        {
            // Something else lies there. What was told is lost to other nodes, and only in this minute.
            _ = database.KeyDeleteAsync(one.Key, CommandFlags.FireAndForget);
            return 0;
        }
    }
}
