using System.Globalization;

namespace SharpCommerce.Core.Jobs;

/// <summary>What a run has come to so far, or what one step of it adds.</summary>
internal sealed record JobProgress
{
    internal const int MostErrors = 1_000;

    internal int Created { get; init; }

    internal int Updated { get; init; }

    internal int Unchanged { get; init; }

    internal int Failed { get; init; }

    /// <summary>The first ones.</summary>
    internal IReadOnlyList<JobError> Errors { get; init; } = [];

    internal int ErrorsLeftOut { get; init; }

    internal IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>As it is stored: with a last entry that says how many more there are.</summary>
    internal IReadOnlyList<JobError> ListedErrors =>
        ErrorsLeftOut == 0 ? Errors : [.. Errors, new(0, "", $"{ErrorsLeftOut.ToString("N0", CultureInfo.InvariantCulture)} further errors are not listed.")];

    internal JobProgress Plus(JobProgress step)
    {
        var room = MostErrors - Errors.Count;
        return new()
        {
            Created = Created + step.Created,
            Updated = Updated + step.Updated,
            Unchanged = Unchanged + step.Unchanged,
            Failed = Failed + step.Failed,
            Errors = step.Errors.Count == 0 ? Errors : [.. Errors, .. step.Errors.Take(room)],
            ErrorsLeftOut = ErrorsLeftOut + step.ErrorsLeftOut + Math.Max(0, step.Errors.Count - room),
            Warnings = [.. Warnings, .. step.Warnings],
        };
    }
}
