using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using SharpCommerce.FakePay.Gateway;

namespace SharpCommerce.FakePay.Validation;

/// <summary>A provider's official description of its API, against which every request and every answer is checked.</summary>
internal sealed class OpenApiFile
{
    /// <summary>Read once in a process: many tests start a fake of their own.</summary>
    private static readonly ConcurrentDictionary<string, OpenApiFile> Known = new(StringComparer.Ordinal);

    private readonly JsonDocument _document;
    private readonly SchemaValidator _forms;
    private readonly SchemaValidator _bodies;
    private readonly SchemaValidator _answers;

    private OpenApiFile(JsonDocument document)
    {
        _document = document;
        _forms = new(document.RootElement, form: true, closed: true);
        _bodies = new(document.RootElement, form: false, closed: true);
        _answers = new(document.RootElement, form: false, closed: false);
    }

    /// <summary>The description, or null when there is no folder of them.</summary>
    internal static OpenApiFile? Read(string? folder, string name) => folder is null ? null : Known.GetOrAdd(Path.GetFullPath(Path.Combine(folder, name)), file =>
    {
        using var stream = File.OpenRead(file);
        return new(JsonDocument.Parse(stream));
    });

    /// <summary>What is wrong with a request; nothing for a path that the file does not have, because it is pruned.</summary>
    internal List<SchemaError> Check(Call call)
    {
        var errors = new List<SchemaError>();
        if (Find(call.Operation) is not { } described)
            return errors;
        CheckParameters(described, call, errors);
        if (described.TryGetProperty("requestBody", out var body))
            CheckBody(Follow(body), call, errors);
        else if (call.RawBody.Length > 0)
            errors.Add(new("", SchemaRule.Unknown, "No body is described."));
        return errors;
    }

    /// <summary>What is wrong with our own answer.</summary>
    internal List<SchemaError> Check(Operation operation, Answer answer)
    {
        var errors = new List<SchemaError>();
        if (Find(operation) is { } described && described.GetProperty("responses").TryGetProperty($"{answer.Status}", out var response)
            && response.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json))
        {
            // As the client will read it: a number of ours may still be a text in memory.
            _answers.Check(json.GetProperty("schema"), JsonNode.Parse(answer.Body?.ToJsonString() ?? "null"), "", errors);
        }
        return errors;
    }

    private JsonElement? Find(Operation operation) =>
        _document.RootElement.GetProperty("paths").TryGetProperty(operation.Template, out var path) && path.TryGetProperty(operation.Method.ToLowerInvariant(), out var found) ? found : null;

    private JsonElement Follow(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(_document.RootElement, (target, step) => target.GetProperty(step));
        return element;
    }

    private void CheckParameters(JsonElement described, Call call, List<SchemaError> errors)
    {
        var parameters = described.TryGetProperty("parameters", out var list) ? list.EnumerateArray().Select(Follow).ToList() : [];
        var queries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var place = parameter.GetProperty("in").GetString()!;
            if (place == "query")
                queries.Add(name);
            JsonNode? value = place switch
            {
                "path" => call.Id(name),
                "header" => call.Http.Request.Headers[name].Count > 0 ? call.Http.Request.Headers[name].ToString() : null,
                _ => call.Query[name],
            };
            if (value is not null)
                _forms.Check(parameter.GetProperty("schema"), value, $"{place}/{name}", errors);
            else if (parameter.TryGetProperty("required", out var required) && required.GetBoolean())
                errors.Add(new($"{place}/{name}", SchemaRule.Required, "It is missing."));
        }
        errors.AddRange(call.Query.Select(entry => entry.Key).Where(name => !queries.Contains(name)).Select(name => new SchemaError($"query/{name}", SchemaRule.Unknown, "It is not described.")));
    }

    private void CheckBody(JsonElement body, Call call, List<SchemaError> errors)
    {
        var content = body.GetProperty("content").EnumerateObject().First();
        if (call.RawBody.Length == 0)
        {
            // Stripe's operations without parameters, and those whose body may be left out.
            if (body.TryGetProperty("required", out var required) && required.GetBoolean())
                errors.Add(new("", SchemaRule.Required, "There is no body."));
            return;
        }
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out var type) || type.MediaType != content.Name)
        {
            errors.Add(new("", SchemaRule.Media, $"The body is described as {content.Name}."));
            return;
        }
        var validator = content.Name == "application/json" ? _bodies : _forms;
        validator.Check(content.Value.GetProperty("schema"), call.Body, "", errors);
    }
}
