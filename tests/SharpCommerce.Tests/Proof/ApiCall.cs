using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SharpCommerce.Tests.Proof;

/// <summary>A call in pieces, so that one of them can be exchanged.</summary>
internal sealed record ApiCall(ApiOperation Operation)
{
    internal IReadOnlyDictionary<string, string> Path { get; init; } = new Dictionary<string, string>();

    internal string Query { get; init; } = "";

    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    internal JsonNode? Body { get; init; }

    internal ApiFile? File { get; init; }

    /// <summary>The same call that names something else.</summary>
    internal ApiCall With(ApiInput input, string value, Bodies bodies) => input.Place switch
    {
        "path" => this with { Path = new Dictionary<string, string>(Path) { [input.Name] = value } },
        "query" => this with { Query = $"{input.Name}={Uri.EscapeDataString(value)}" },
        "header" => this with { Headers = new Dictionary<string, string>(Headers) { [input.Name] = value } },
        _ => this with { Body = bodies.Put(Body?.DeepClone(), input.Pointer, value) },
    };

    /// <summary>A request of it. A key is made for each, unless the call has one: nothing here is a repetition.</summary>
    internal HttpRequestMessage Request()
    {
        var path = Path.Aggregate(Operation.Path, (text, pair) => text.Replace($"{{{pair.Key}}}", Uri.EscapeDataString(pair.Value), StringComparison.Ordinal));
        var request = new HttpRequestMessage(new(Operation.Method), Query.Length == 0 ? path : $"{path}?{Query}");
        if (File is not null)
            request.Content = new ByteArrayContent(File.Content) { Headers = { ContentType = new MediaTypeHeaderValue(File.MediaType) } };
        else if (Body is not null)
            request.Content = new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json");
        if (Operation.Inputs.Any(input => input.Name == "Idempotency-Key" && input.Required) && !Headers.ContainsKey("Idempotency-Key"))
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    public override string ToString() => $"{Operation.Id} {string.Join(' ', Path.Select(pair => $"{pair.Key}={pair.Value}"))} {Query} {string.Join(' ', Headers.Select(pair => $"{pair.Key}: {pair.Value}"))} {Body?.ToJsonString()}".TrimEnd();
}

/// <summary>What a call sends that takes no JSON.</summary>
internal sealed record ApiFile(string MediaType, byte[] Content);

/// <summary>An answer, whole.</summary>
internal sealed class Reply
{
    // A request's own, or the transport's.
    private static readonly string[] OwnHeaders = ["Date", "X-Request-Id", "Transfer-Encoding", "Content-Length", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

    private JsonElement? _json;

    private Reply(int status, string reason, string text, string headers, HttpResponseMessage response) =>
        (Status, Text, Headers, IsJson, Location) = (status, text, $"{reason}\n{headers}", response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0, response.Headers.Location?.OriginalString);

    internal int Status { get; }

    internal bool Succeeded => Status is >= 200 and < 300;

    internal string Text { get; }

    /// <summary>The reason phrase and all headers that do not belong to one request.</summary>
    internal string Headers { get; }

    internal bool IsJson { get; }

    internal string? Location { get; }

    internal JsonElement Json => _json ??= JsonDocument.Parse(Text).RootElement;

    internal string? Code => IsJson && Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.ToString() : null;

    /// <summary>The body without what belongs to one request.</summary>
    internal string Comparable()
    {
        if (!IsJson || Succeeded || JsonNode.Parse(Text) is not JsonObject problem)
            return Text;
        problem.Remove("traceId");
        problem.Remove("requestId");
        return problem.ToJsonString();
    }

    internal static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => !OwnHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
        return new((int)response.StatusCode, response.ReasonPhrase ?? "", text, string.Join('\n', headers), response);
    }

    public override string ToString() => $"{Status} {(Text.Length > 400 ? Text[..400] : Text)}";
}
