using System.Net;

namespace SharpCommerce.Benchmarks;

/// <summary>How long a phase of a run lasts: a time or a number of requests.</summary>
internal readonly record struct Phase(TimeSpan? Duration, long? Requests)
{
    public static implicit operator Phase(TimeSpan duration) => new(duration, null);

    public static implicit operator Phase(long requests) => new(null, requests);
}

internal sealed record LoadOptions
{
    /// <summary>A loopback address; no other is accepted.</summary>
    public required IPEndPoint Server { get; init; }

    public required int Connections { get; init; }

    public Phase WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    public Phase Measured { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Open loop at this rate, retries not counted; the phases are times then. Null: closed loop.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>In open loop, how often a client repeats a request that was answered with 429 or 503.</summary>
    public int Retries { get; init; }

    /// <summary>How long a client waits before its first retry; before the second one twice as long.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A response that takes longer ends the run with an exception.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>CPU clocks in seconds, by name, as from <see cref="ProcessCpu"/>; read at both ends of the measured phase.</summary>
    public IReadOnlyDictionary<string, Func<double>> Watched { get; init; } = new Dictionary<string, Func<double>>();
}
