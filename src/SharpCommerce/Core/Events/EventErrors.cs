namespace SharpCommerce.Core.Events;

/// <summary>The codes of this module.</summary>
internal static class EventErrors
{
    internal static CommerceException Removed(long through) =>
        new(new(ErrorKind.Gone, "events_removed", "Some of the events after this place are not kept any more; read the things themselves, then go on from removedThrough.") { Extensions = new Dictionary<string, object?> { ["removedThrough"] = through } });
}
