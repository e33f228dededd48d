namespace SharpCommerce.Core.Schedules;

/// <summary>
/// Work that is done again and again, once for all nodes together. A tick that was missed because nothing ran is made up for once. It must be safe to
/// repeat: when its node dies, another one does the tick from the beginning.
/// </summary>
/// <param name="Name">Unique, lower_snake; plugins begin it with their own name.</param>
/// <param name="Schedule">When.</param>
/// <param name="Run">Does it, in a scope of its own.</param>
public sealed record RecurringWork(string Name, WorkSchedule Schedule, Func<IServiceProvider, CancellationToken, Task> Run)
{
    /// <summary>Whether it is done for each open tenant, one after the other, in a scope of that tenant. One that fails does not keep the others from theirs.</summary>
    public bool PerTenant { get; init; }
}
