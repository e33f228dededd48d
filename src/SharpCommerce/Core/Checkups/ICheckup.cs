namespace SharpCommerce.Core.Checkups;

/// <summary>Looks at one part of the installation for its operator. Changes nothing, prints no secret, and may run while what it looks at is down.</summary>
internal interface ICheckup
{
    IAsyncEnumerable<Finding> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What a checkup found.</summary>
/// <param name="Check">What was looked at, such as <c>database</c>.</param>
/// <param name="Level">How it is.</param>
/// <param name="Message">What is there.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record Finding(string Check, FindingLevel Level, string Message, string? Advice = null);

internal enum FindingLevel
{
    Ok,

    /// <summary>It serves, but somebody should look at it.</summary>
    Warn,

    /// <summary>It does not serve, or not safely.</summary>
    Fail,
}
