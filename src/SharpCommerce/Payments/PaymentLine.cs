namespace SharpCommerce.Payments;

/// <summary>
/// The calls of one tenant to one provider: so many at once and no more, none while it does not answer, and few repetitions. What hangs for one
/// tenant takes nothing from the others.
/// </summary>
internal sealed class PaymentLine(TimeProvider clock)
{
    internal const int MostAtOnce = 16;

    /// <summary>Faults in a row after which nobody is sent there for a while.</summary>
    private const int FaultsToOpen = 5;

    /// <summary>Every so many calls earn one repetition, so that a provider in trouble gets no more than a fifth on top.</summary>
    private const int CallsPerRetry = 5;
    private const int MostEarned = 4 * CallsPerRetry;
    internal static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private int _busy;
    private int _faults;
    private long? _openSince;
    private bool _probing;
    private int _earned = MostEarned;

    /// <summary>A place for calls of one piece of work; null when all are taken, or the provider did not answer of late.</summary>
    internal Place? Enter()
    {
        lock (_lock)
        {
            if (_busy >= MostAtOnce)
                return null;
            var probe = false;
            if (_openSince is { } since)
            {
                if (_probing || clock.GetElapsedTime(since) < OpenFor)
                    return null;
                probe = _probing = true;
            }
            _busy++;
            return new(this, probe);
        }
    }

    internal void Called()
    {
        lock (_lock)
            _earned = Math.Min(MostEarned, _earned + 1);
    }

    internal bool MayRetry()
    {
        lock (_lock)
        {
            if (_earned < CallsPerRetry || _openSince is not null)
                return false;
            _earned -= CallsPerRetry;
            return true;
        }
    }

    /// <summary>Tells how a call ended; says whether nobody is sent there from now on.</summary>
    internal bool Ended(bool answered)
    {
        lock (_lock)
        {
            if (answered)
            {
                (_faults, _openSince) = (0, null);
                return false;
            }
            var opens = ++_faults >= FaultsToOpen;
            if (opens)
                _openSince = clock.GetTimestamp();
            return opens;
        }
    }

    internal sealed class Place(PaymentLine line, bool probe) : IDisposable
    {
        private bool _left;

        internal PaymentLine Line => line;

        public void Dispose()
        {
            lock (line._lock)
            {
                if (_left)
                    return;
                _left = true;
                line._busy--;
                if (probe)
                    line._probing = false;
            }
        }
    }
}
