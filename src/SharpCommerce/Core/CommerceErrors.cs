namespace SharpCommerce.Core;

/// <summary>The codes that all modules share.</summary>
internal static class CommerceErrors
{
    internal static CommerceException NotFound(string what) => new(new(ErrorKind.NotFound, "not_found", $"There is no such {what}."));

    internal static CommerceException Stale() =>
        new(new(ErrorKind.PreconditionFailed, "precondition_failed", "It was changed since you read it; read it again and repeat the change."));

    internal static CommerceException Duplicate(string field, string message) =>
        new(new(ErrorKind.Conflict, "duplicate", message) { Extensions = new Dictionary<string, object?> { ["field"] = field } });

    internal static CommerceException InUse(string message) => new(new(ErrorKind.Conflict, "in_use", message));
}
