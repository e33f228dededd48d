namespace SharpCommerce.FakePay;

/// <summary>The provider's clock, which a test may set forward to see keys, tokens and authorizations expire.</summary>
internal sealed class Clock(TimeProvider real) : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
