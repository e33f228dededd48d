using System.Text.Json;
using System.Text.RegularExpressions;

namespace SharpCommerce.Tests.Proof;

/// <summary>What a tenant or a person knows from answers: values by kind, every UUID that was seen, and the tokens.</summary>
internal sealed partial class World(World? behind = null)
{
    private static readonly HashSet<string> NoCollections = [];

    private readonly Dictionary<string, List<string>> _values = [];

    /// <summary>Every UUID of every answer, wherever it stood.</summary>
    internal HashSet<string> Uuids { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What opens something.</summary>
    internal HashSet<string> Tokens { get; } = [];

    internal IReadOnlyList<string> All(string kind)
    {
        lock (_values)
            return _values.TryGetValue(kind, out var values) ? [.. values] : behind?.All(kind) ?? [];
    }

    internal string? Find(string kind) => All(kind) is [var first, ..] ? first : null;

    /// <summary>The last that was learned here, and not what lies behind.</summary>
    internal string? Own(string kind)
    {
        lock (_values)
            return _values.TryGetValue(kind, out var values) ? values[^1] : null;
    }

    /// <summary>What was learned here, and not what lies behind.</summary>
    internal IReadOnlyList<string> OwnAll(string kind)
    {
        lock (_values)
            return _values.TryGetValue(kind, out var values) ? [.. values] : [];
    }

    /// <summary>Learns what another one has learned; that counts before what was known.</summary>
    internal void Take(World other)
    {
        foreach (var (kind, values) in other._values)
        {
            lock (_values)
                _values[kind] = [.. values];
        }
    }

    internal void Add(string kind, string value)
    {
        lock (_values)
        {
            if (!_values.TryGetValue(kind, out var values))
                _values[kind] = values = [];
            if (!values.Contains(value))
                values.Add(value);
        }
    }

    /// <summary>Takes what an answer gives.</summary>
    /// <param name="kind">What the answer describes, or a list of it.</param>
    /// <param name="reply">The answer.</param>
    internal void Harvest(string kind, Reply reply)
    {
        lock (Uuids)
        {
            foreach (Match uuid in Uuid().Matches(reply.Text))
                Uuids.Add(uuid.Value);
            if (reply.IsJson)
                Walk(reply.Json, kind);
        }
    }

    private void Walk(JsonElement element, string kind)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Walk(item, kind);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var (name, value) in element.EnumerateObject().Select(member => (member.Name, member.Value)))
        {
            // A page's items and a node's children are of the kind that was asked for; what else is nested is what its name says.
            var inner = name is "items" or "children" ? kind : Kinds.Singular(name);
            if (value.ValueKind == JsonValueKind.Object)
                Walk(value, inner);
            else if (value.ValueKind != JsonValueKind.Array)
                Take(value, kind, name);
            else
                WalkItems(value, kind, inner, name);
        }
    }

    private void WalkItems(JsonElement items, string kind, string inner, string name)
    {
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
                Walk(item, inner);
            else if (name == "items")
                Add(kind, item.ToString());
            else
                Take(item, kind, name);
        }
    }

    private void Take(JsonElement element, string kind, string name)
    {
        if (element.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || element.ToString() is not { Length: > 0 } value)
            return;
        if (name is "name" or "country")
            Add($"{kind}.{name}", value);
        if (name is "accessToken" or "refreshToken" or "key" && value.Length > 20)
            Tokens.Add(value);
        foreach (var meant in Kinds.OfMember(name, kind, NoCollections))
            Add(meant, value);
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    internal static partial Regex Uuid();
}
