using System.Net;
using System.Text.Json.Nodes;

namespace SharpCommerce.FakePay.Validation;

/// <summary>Turns a form or query with nested keys (<c>a[b][0]=c</c>) into JSON whose values are texts.</summary>
internal static class FormReader
{
    internal static JsonObject Read(string text)
    {
        var root = new JsonObject();
        foreach (var pair in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(split < 0 ? pair : pair[..split]);
            Put(root, name.Replace("]", "", StringComparison.Ordinal).Split('['), split < 0 ? "" : WebUtility.UrlDecode(pair[(split + 1)..]));
        }
        return Lists(root) as JsonObject ?? [];
    }

    private static void Put(JsonObject map, string[] steps, string value)
    {
        for (var index = 0; index < steps.Length; index++)
        {
            var step = steps[index].Length == 0 ? $"{map.Count}" : steps[index];
            if (index == steps.Length - 1)
                map[step] = value;
            else if (map[step] is JsonObject next)
                map = next;
            else
                map[step] = map = [];
        }
    }

    /// <summary>A map of 0, 1, 2, … is a list.</summary>
    private static JsonNode? Lists(JsonNode? node)
    {
        if (node is not JsonObject map)
            return node?.DeepClone();
        var members = map.Select(member => (member.Key, Value: Lists(member.Value))).ToList();
        return members.Count > 0 && members.Select((member, index) => member.Key == $"{index}").All(fits => fits)
            ? new JsonArray([.. members.Select(member => member.Value)])
            : new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value)));
    }
}
