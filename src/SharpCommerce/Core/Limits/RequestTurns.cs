namespace SharpCommerce.Core.Limits;

/// <summary>What a call mostly does: each kind has turns of its own, so that what waits takes nothing from what works.</summary>
internal enum TurnKind
{
    /// <summary>Works: reads and writes rows, and is done.</summary>
    Call,

    /// <summary>Waits for its turn to hash a password, or for somebody else's server.</summary>
    SignIn,

    /// <summary>Waits for its group: the more are there, the more are written at once.</summary>
    Completion,

    /// <summary>A file on its way in or out, as fast as its caller's line.</summary>
    Transfer,
}

/// <summary>The turns of this process.</summary>
internal sealed class RequestTurns : IDisposable
{
    private const int WaitingPerCall = 4;

    private readonly FairTurns[] _turns;

    public RequestTurns(RateLimits limits, TimeProvider clock)
    {
        var calls = limits.RequestsAtOnce;
        _turns = new FairTurns[4];
        _turns[(int)TurnKind.Call] = new(calls, clock);
        _turns[(int)TurnKind.SignIn] = new(calls * WaitingPerCall, clock);
        _turns[(int)TurnKind.Completion] = new(calls * WaitingPerCall, clock);
        _turns[(int)TurnKind.Transfer] = new((calls + WaitingPerCall - 1) / WaitingPerCall, clock);
    }

    internal FairTurns this[TurnKind kind] => _turns[(int)kind];

    public void Dispose()
    {
        foreach (var turns in _turns)
            turns.Dispose();
    }
}
