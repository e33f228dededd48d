using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace SharpCommerce.Tests.Engines;

/// <summary>Calls the API as any client would: text out, text in.</summary>
internal static class Api
{
    // Names travel as they are written: option names are data.
    internal static readonly JsonSerializerOptions Json = new();

    /// <summary>Sends a body (text as it is, anything else as JSON) and reads the whole answer.</summary>
    internal static async Task<Answer> CallAsync(this HttpClient client, string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
            request.Content = body as HttpContent ?? new StringContent(body as string ?? JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    internal static Task<Answer> ReadAsync(this HttpClient client, string path) => client.CallAsync("GET", path);

    internal static async Task<JsonElement> GetOkAsync(this HttpClient client, string path) => (await client.CallAsync("GET", path)).Expect(200).Json;

    /// <summary>All ids of a list, page by page.</summary>
    internal static async Task<List<JsonElement>> PagesAsync(this HttpClient client, string path, int limit)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await client.GetOkAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.InRange(page.GetProperty("items").GetArrayLength(), cursor is null ? 0 : 1, limit);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null && items.Count < 1_000);
        Assert.Null(cursor);
        return items;
    }

    internal static string Id(this JsonElement element) => element.GetProperty("id").GetString()!;

    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    internal static long Amount(this JsonElement element, string name) => element.GetProperty(name).GetProperty("amount").GetInt64();

    internal static JsonElement At(this JsonElement element, string name, int index) => element.GetProperty(name)[index];

    internal static List<JsonElement> List(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray()];
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    private JsonElement? _json;

    internal JsonElement Json => _json ??= JsonDocument.Parse(Text).RootElement;

    internal string Code => Json.GetProperty("code").GetString()!;

    /// <summary>The fields that a validation error names.</summary>
    internal List<string> Fields => [.. Json.GetProperty("errors").EnumerateObject().Select(entry => entry.Name)];

    internal string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    internal Answer Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>It is a problem of this code, in the shape that the contract promises.</summary>
    internal Answer ExpectProblem(int status, string code)
    {
        Expect(status);
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal((code, status), (Code, Json.GetProperty("status").GetInt32()));
        foreach (var member in (string[])["type", "title", "detail", "traceId"])
            Assert.False(string.IsNullOrEmpty(Json.Text(member)));
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return this;
    }

    /// <summary>It refuses the input and names this field.</summary>
    internal Answer ExpectInvalid(string field)
    {
        ExpectProblem(400, "validation_failed");
        Assert.True(Fields.Contains(field), $"Expected an error of '{field}': {Text}");
        return this;
    }
}
