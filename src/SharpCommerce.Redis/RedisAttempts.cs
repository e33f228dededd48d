using SharpCommerce.Core.Limits;
using StackExchange.Redis;

namespace SharpCommerce.Redis;

/// <summary>
/// Attempts in Redis: the rule of <see cref="LocalAttempts"/> as scripts, so that a step is indivisible for all nodes, by Redis'
/// clock. Each touches one key. What is no hash with numbers counts as nothing.
/// </summary>
internal sealed class RedisAttempts(RedisConnection connection) : IAttemptCounters
{
    private const string TryBegin =
        """
        local key, free, window, first, longest, memory = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        if redis.call('TYPE', key).ok ~= 'hash' then redis.call('DEL', key) end
        local row = redis.call('HMGET', key, 'failures', 'since', 'until')
        local function number(text)
            local value = tonumber(text)
            return value and value >= 0 and value < 1e15 and math.floor(value) or 0
        end
        local failures, since, paused = math.min(number(row[1]), 1000), number(row[2]), number(row[3])
        if now < paused and paused - now <= longest then return paused - now end
        if since == 0 or failures < free and now - since >= window then failures, since = 0, now end
        failures, paused = failures + 1, 0
        if failures >= free then paused = now + math.min(first * 2 ^ (failures - free), longest) end
        redis.call('HSET', key, 'failures', failures, 'since', since, 'until', paused)
        redis.call('PEXPIRE', key, memory)
        return -1
        """;

    private const string TakeBack =
        """
        if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return 0 end
        local failures = tonumber(redis.call('HGET', KEYS[1], 'failures'))
        if failures and failures >= 1 then redis.call('HSET', KEYS[1], 'failures', failures - 1, 'until', 0) end
        return 0
        """;

    public async Task<TimeSpan?> TryBeginAsync(string key, AttemptRule rule)
    {
        var database = await connection.OpenAsync();
        var wait = (long)await database.ScriptEvaluateAsync(TryBegin, [key],
            [rule.Free, Milliseconds(rule.Window), Milliseconds(rule.FirstPause), Milliseconds(AttemptRule.LongestPause), Milliseconds(AttemptRule.Memory)]);
        return wait < 0 ? null : TimeSpan.FromMilliseconds(wait);
    }

    public async Task TakeBackAsync(string key) => await (await connection.OpenAsync()).ScriptEvaluateAsync(TakeBack, [key]);

    public async Task ForgetAsync(string key) => await (await connection.OpenAsync()).KeyDeleteAsync(key);

    private static long Milliseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;
}
