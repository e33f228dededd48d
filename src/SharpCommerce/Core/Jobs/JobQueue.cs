using System.Threading.Channels;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Jobs;

/// <summary>Tells this process's worker of which tenants a job waits. Only a hint that saves time: the job itself lies in the database.</summary>
internal sealed class JobQueue
{
    private const int MostSignals = 1_000;

    // A signal that finds no room is made up for by the worker's next round.
    private readonly Channel<Tenant> _signals = Channel.CreateBounded<Tenant>(new BoundedChannelOptions(MostSignals) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Signal(Tenant tenant) => _signals.Writer.TryWrite(tenant);

    /// <summary>The tenant of the next signal, or null when none came in time.</summary>
    internal async Task<Tenant?> NextAsync(TimeSpan wait, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(wait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
