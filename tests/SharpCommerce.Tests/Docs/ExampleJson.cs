using System.Text.Encodings.Web;
using System.Text.Json;
using SharpCommerce.Tests.Proof;

namespace SharpCommerce.Tests.Docs;

/// <summary>Compares an example answer with a real one, and writes real ones as examples.</summary>
internal static class ExampleJson
{
    private const int WidestLine = 110;
    private const int LongestList = 2;
    private static readonly string[] DifferEveryTime = ["accessToken", "address", "durationMs", "hash", "key", "kid", "nextCursor", "number", "recoveryCodes", "refreshToken", "requestId", "secret", "sequence", "traceId", "uri", "x", "y"];
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where the example is not like the answer. Lists may be cut; ids, times and tokens may differ.</summary>
    internal static IEnumerable<string> Differences(JsonElement example, JsonElement answer, string path = "$")
    {
        switch (example.ValueKind, answer.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                foreach (var missing in answer.EnumerateObject().Where(member => !example.TryGetProperty(member.Name, out _)))
                    yield return $"{path} lacks {missing.Name}";
                foreach (var member in example.EnumerateObject())
                {
                    if (!answer.TryGetProperty(member.Name, out var value))
                        yield return $"{path}.{member.Name} is not in the answer";
                    else if (!DifferEveryTime.Contains(member.Name))
                    {
                        foreach (var difference in Differences(member.Value, value, $"{path}.{member.Name}"))
                            yield return difference;
                    }
                }
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                if (example.GetArrayLength() != Math.Min(example.GetArrayLength(), answer.GetArrayLength()) || (example.GetArrayLength() == 0 && answer.GetArrayLength() > 0))
                    yield return $"{path} has {answer.GetArrayLength()} items";
                foreach (var (i, item) in example.EnumerateArray().Take(answer.GetArrayLength()).Index())
                {
                    foreach (var difference in Differences(item, answer[i], $"{path}[{i}]"))
                        yield return difference;
                }
                break;
            case (JsonValueKind.String, JsonValueKind.String) when example.TryGetGuid(out _) && answer.TryGetGuid(out _):
            case (JsonValueKind.String, JsonValueKind.String) when example.TryGetDateTimeOffset(out _) && answer.TryGetDateTimeOffset(out _):
                break;
            // An id may be a part of a text, as of a picture's address.
            case (JsonValueKind.String, JsonValueKind.String) when World.Uuid().Replace(example.GetString()!, "…") == World.Uuid().Replace(answer.GetString()!, "…"):
                break;
            default:
                if (!JsonElement.DeepEquals(example, answer))
                    yield return $"{path} is {answer.GetRawText()}";
                break;
        }
    }

    /// <summary>The answer as an example: long lists cut, small objects on one line.</summary>
    internal static string Write(JsonElement answer, string indent = "")
    {
        var inner = indent + "  ";
        var (open, parts, close) = answer.ValueKind switch
        {
            JsonValueKind.Object => ('{', answer.EnumerateObject().Select(member => (Name: $"{Text(member.Name)}: ", member.Value)).ToList(), '}'),
            JsonValueKind.Array => ('[', Cut(answer).Select(item => (Name: "", Value: item)).ToList(), ']'),
            _ => (' ', [], ' '),
        };
        if (parts.Count == 0)
            return answer.ValueKind switch { JsonValueKind.Object => "{}", JsonValueKind.Array => "[]", JsonValueKind.String => Text(answer.GetString()!), _ => answer.GetRawText() };
        var line = $"{open}{string.Join(", ", parts.Select(part => part.Name + Write(part.Value)))}{close}";
        return line.Length + indent.Length <= WidestLine && !line.Contains('\n', StringComparison.Ordinal)
            ? line
            : $"{open}\n{string.Join(",\n", parts.Select(part => inner + part.Name + Write(part.Value, inner)))}\n{indent}{close}";
    }

    private static IEnumerable<JsonElement> Cut(JsonElement list) =>
        list.GetArrayLength() > LongestList && list[0].ValueKind == JsonValueKind.Object ? list.EnumerateArray().Take(1) : list.EnumerateArray();

    private static string Text(string text) => JsonSerializer.Serialize(text, Readable);
}
