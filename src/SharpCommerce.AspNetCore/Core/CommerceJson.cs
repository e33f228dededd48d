using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using SharpCommerce.Core;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>The API's JSON: camelCase, snake_case enums, and strict. What is missing, unknown, doubled or of the wrong type is refused.</summary>
internal static class CommerceJson
{
    private const int MaxDepth = 32;

    internal static readonly JsonSerializerOptions Options = Make();

    internal static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;
        // Other scripts than Latin stay readable; what HTML could run stays escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new StrictEnumConverter());
    }

    /// <summary>Reads a JSON merge patch (RFC 7396) from the request and applies it to what is there now.</summary>
    internal static async Task<Func<T, T>> ReadPatchAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        JsonNode? patch;
        try
        {
            patch = await JsonNode.ParseAsync(request.Body, documentOptions: new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false }, cancellationToken: cancellationToken);
        }
        catch (JsonException json)
        {
            throw InputRules.Invalid(Field(json), Explain(json));
        }
        catch (InvalidOperationException)
        {
            throw IllFormed();
        }
        if (patch is not JsonObject changes)
            throw InputRules.Invalid("body", "must be a JSON object.");
        return current =>
        {
            var merged = JsonSerializer.SerializeToNode(current, Options)!.AsObject();
            try
            {
                Merge(merged, changes);
                return merged.Deserialize<T>(Options)!;
            }
            catch (JsonException json)
            {
                throw InputRules.Invalid(Field(json), Explain(json));
            }
            catch (InvalidOperationException)
            {
                throw IllFormed();
            }
        };
    }

    /// <summary>"$.lines[0].quantity" becomes "lines[0].quantity".</summary>
    internal static string Field(JsonException json) =>
        json.Path is { Length: > 2 } path ? path[1] == '.' ? path[2..] : path[1..] : "body";

    internal static string Explain(JsonException json)
    {
        // The serializer's sentences name .NET types; these do not.
        if (json.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return "is not a known member.";
        if (json.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            // The first name in quotes is the .NET type's.
            var names = json.Message.Split('\'').Where((_, i) => i % 2 == 1).Skip(1);
            return $"lacks {string.Join(", ", names)}.";
        }
        if (json.Message.Contains("uplicate", StringComparison.Ordinal))
            return "has a member twice.";
        return json.Message.Contains("could not be converted", StringComparison.Ordinal) || json.InnerException is not null ? "has the wrong type or form." : "is not well-formed JSON, or has the wrong type.";
    }

    // For half a surrogate pair JsonNode throws InvalidOperationException where the serializer has a JsonException.
    private static CommerceException IllFormed() => InputRules.Invalid("body", "must be well-formed Unicode.");

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            // A list that is taken away is an empty one; for anything else null decides by its type whether it may be missing.
            if (value is null)
                target[name] = target[name] is JsonArray ? new JsonArray() : null;
            else if (value is JsonObject changes && target[name] is JsonObject inner)
                Merge(inner, changes);
            else
                target[name] = value.DeepClone();
        }
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }
}
