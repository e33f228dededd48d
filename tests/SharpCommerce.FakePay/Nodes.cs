using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SharpCommerce.FakePay;

/// <summary>Reading JSON whose numbers and flags may have come as text, as they do in a form.</summary>
internal static class Nodes
{
    internal static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    internal static string? Text(this JsonNode? node, string name) =>
        node is JsonObject map && map[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    internal static long? Whole(this JsonNode? node, string name) => node is JsonObject map && map[name] is JsonValue value
        ? value.TryGetValue(out long whole) ? whole
            : value.TryGetValue(out int small) ? small
            : value.TryGetValue(out string? text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole) ? whole : null
        : null;

    /// <summary>A number that must be there, because we put it there.</summary>
    internal static long Number(this JsonNode? node, string name) =>
        node.Whole(name) ?? throw new InvalidOperationException($"'{name}' is no whole number.");

    internal static bool? Flag(this JsonNode? node, string name) => node is JsonObject map && map[name] is JsonValue value
        ? value.TryGetValue(out bool flag) ? flag : value.TryGetValue(out string? text) && bool.TryParse(text, out flag) ? flag : null
        : null;

    internal static JsonObject? Map(this JsonNode? node, string name) => node is JsonObject map ? map[name] as JsonObject : null;

    internal static JsonArray? List(this JsonNode? node, string name) => node is JsonObject map ? map[name] as JsonArray : null;

    internal static T Copy<T>(this T node) where T : JsonNode => (T)node.DeepClone();

    /// <summary>Without members whose names begin with <c>x_</c>: what we keep for ourselves.</summary>
    internal static JsonObject Shown(this JsonObject node)
    {
        var shown = node.Copy();
        foreach (var name in shown.Select(member => member.Key).Where(name => name.StartsWith("x_", StringComparison.Ordinal)).ToList())
            shown.Remove(name);
        return shown;
    }

    /// <summary>A map of texts, such as Stripe's metadata; an empty text removes a key.</summary>
    internal static void Merge(JsonObject into, JsonObject? changes)
    {
        foreach (var (key, value) in changes ?? [])
        {
            if (value is JsonValue text && text.TryGetValue(out string? written) && written.Length == 0)
                into.Remove(key);
            else
                into[key] = value?.DeepClone();
        }
    }
}
