namespace SharpCommerce.Redis;

/// <summary>After a failure Redis is left alone for a second, so that few wait for one that does not answer.</summary>
internal sealed class RedisSilence(TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    private long _until = long.MinValue;

    internal bool Holds => clock.GetTimestamp() < Volatile.Read(ref _until);

    internal void Begin() => Volatile.Write(ref _until, clock.GetTimestamp() + (Length.Ticks * clock.TimestampFrequency / TimeSpan.TicksPerSecond));
}
