using System.Text.RegularExpressions;

namespace SharpCommerce.Core.Events;

/// <summary>All events that there are, and which changes become them.</summary>
internal sealed partial class EventCatalog
{
    private readonly IReadOnlyDictionary<Type, Telling> _tellings;

    internal EventCatalog(IReadOnlyDictionary<Type, Telling> tellings, params EventType[] byHand)
    {
        _tellings = tellings;
        Types =
        [
            .. tellings.Values.OfType<Telling.Thing>().SelectMany(thing => (EventType[])[thing.Created, thing.Updated, thing.Deleted])
                .Concat(tellings.Values.OfType<Telling.Entry>().Select(entry => entry.Type)).Concat(byHand).OrderBy(type => type.Name, StringComparer.Ordinal),
        ];
        if (Types.FirstOrDefault(type => !Shape().IsMatch(type.Name)) is { } odd)
            throw new ArgumentException($"'{odd.Name}' is no name for an event.", nameof(byHand));
    }

    /// <summary>Sorted by name.</summary>
    internal IReadOnlyList<EventType> Types { get; }

    internal Telling Of(Type entity) =>
        _tellings.GetValueOrDefault(entity) ?? throw new InvalidOperationException($"Nobody says which events changes of {entity.Name} are: add it to the catalog.");

    [GeneratedRegex(@"^[a-z_]+(\.[a-z_]+)+\.v[0-9]+$")]
    private static partial Regex Shape();
}
