namespace SharpCommerce.Chaos.Tests.Faults;

/// <summary>What a <see cref="FaultProxy"/> does to what passes through it.</summary>
internal sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>Everything passes.</summary>
    internal static Fault None { get; } = new(FaultKind.None);

    /// <summary>Connections stay open, new ones are taken, and nothing comes through until the fault is over.</summary>
    internal static Fault Blackhole { get; } = new(FaultKind.Blackhole);

    /// <summary>Open connections are reset and new ones refused.</summary>
    internal static Fault Refuse { get; } = new(FaultKind.Refuse);

    /// <summary>The answering side says that nothing more comes, although it goes on listening.</summary>
    internal static Fault HalfClose { get; } = new(FaultKind.HalfClose);

    internal FaultKind Kind { get; }

    internal TimeSpan Wait { get; private init; }

    internal int Bytes { get; private init; }

    internal byte[] Text { get; private init; } = [];

    /// <summary>Everything comes so much later.</summary>
    internal static Fault Delay(TimeSpan wait) => new(FaultKind.Delay) { Wait = wait };

    /// <summary>Answers come byte by byte, with a pause after each.</summary>
    internal static Fault Drip(TimeSpan pause) => new(FaultKind.Drip) { Wait = pause };

    /// <summary>Every connection is reset after so many bytes of answers.</summary>
    internal static Fault ResetAfter(int bytes) => new(FaultKind.ResetAfter) { Bytes = bytes };

    /// <summary>A request that holds the text comes through, its answer does not: the connection is reset once there was time to act on it.</summary>
    internal static Fault CutAnswer(string text, TimeSpan wait) => new(FaultKind.CutAnswer) { Text = System.Text.Encoding.ASCII.GetBytes(text), Wait = wait };
}

internal enum FaultKind
{
    None,
    Delay,
    Blackhole,
    Refuse,
    ResetAfter,
    Drip,
    HalfClose,
    CutAnswer,
}
