using System.Runtime.CompilerServices;
using SharpCommerce.Core.Checkups;
using StackExchange.Redis;

namespace SharpCommerce.Redis;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisCheckup(RedisConnection redis) : ICheckup
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Exception? silence = null;
        try
        {
            await (await redis.OpenAsync()).PingAsync().WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            silence = failure;
        }
        yield return silence is null
            ? new("redis", FindingLevel.Ok, "It answers.")
            : new("redis", FindingLevel.Warn, $"It does not answer: {silence.GetType().Name}.", "Look at Redis and REDIS_URL; each node limits by its own counts meanwhile.");
    }
}
