namespace SharpCommerce.Core.Jobs;

/// <summary>What runs the jobs of a kind. It may be stopped at any point and run again from the beginning.</summary>
/// <param name="Kind">As in <see cref="Job.Kind"/>.</param>
/// <param name="Actor">Whom the records of its changes name.</param>
/// <param name="Run">Does the work in the tenant's scope; answers why the job failed, or null when it did not.</param>
internal sealed record JobHandler(string Kind, string Actor, Func<IServiceProvider, JobRun, CancellationToken, Task<string?>> Run)
{
    /// <summary>How often it may be tried when it throws, with growing pauses. A reason that it answers is final.</summary>
    internal int Attempts { get; init; } = 1;
}
