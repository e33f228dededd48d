using System.Diagnostics;

namespace SharpCommerce.Benchmarks;

/// <summary>When requests are due in open loop: at a steady rate whatever the server does, and again some time after they were refused.</summary>
internal sealed class Arrivals(double perSecond, int retries, TimeSpan pause)
{
    private readonly PriorityQueue<Arrival, long> _again = new();
    private readonly long _started = Stopwatch.GetTimestamp();

    private long _next;

    /// <summary>A request that is due now and not sent yet; the oldest.</summary>
    public bool TryTake(out Arrival arrival)
    {
        long now = Stopwatch.GetTimestamp();
        if (_again.TryPeek(out arrival, out long due) && due <= now)
        {
            _again.Dequeue();
            return true;
        }

        due = _started + (long)(_next * (double)Stopwatch.Frequency / perSecond);
        if (due > now)
        {
            return false;
        }

        arrival = new Arrival(_next++, due, 1);
        return true;
    }

    /// <summary>Its client tries again, each time a little later.</summary>
    public void Refused(Arrival arrival)
    {
        if (arrival.Attempt <= retries)
        {
            long due = Stopwatch.GetTimestamp() + (pause.Ticks * arrival.Attempt * Stopwatch.Frequency / TimeSpan.TicksPerSecond);
            _again.Enqueue(arrival with { Attempt = arrival.Attempt + 1, Due = due }, due);
        }
    }
}

/// <summary>One request of one client.</summary>
/// <param name="Number">Which request it is, from 0; the same for each attempt.</param>
/// <param name="Due">When it should be sent, as a <see cref="Stopwatch"/> timestamp: latency counts from then on.</param>
/// <param name="Attempt">From 1.</param>
internal readonly record struct Arrival(long Number, long Due, int Attempt);
