using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Validation;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>Errors as Stripe writes them.</summary>
internal static class StripeErrors
{
    internal static JsonObject Body(string type, string? code, string message, string? parameter = null)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = type };
        if (code is not null)
        {
            error["code"] = code;
            error["doc_url"] = $"https://stripe.com/docs/error-codes/{code.Replace('_', '-')}";
        }
        if (parameter is not null)
            error["param"] = parameter;
        return new() { ["error"] = error };
    }

    /// <summary>A parameter is wrong: the call did not begin.</summary>
    internal static ApiFailure Invalid(string? code, string message, string? parameter = null) =>
        new(new(400, Body("invalid_request_error", code, message, parameter)));

    /// <summary>The object is in no state for it: the call had begun, so its key keeps the answer.</summary>
    internal static ApiFailure State(string? code, string message, JsonObject? intent = null, string? parameter = null)
    {
        var body = Body("invalid_request_error", code, message, parameter);
        if (intent is not null)
            body["error"]!["payment_intent"] = intent.Shown();
        return new(new(400, body), stored: true);
    }

    internal static ApiFailure Missing(string what, string id, string parameter) =>
        new(new(404, Body("invalid_request_error", "resource_missing", $"No such {what}: '{id}'", parameter)));

    internal static ApiFailure Unauthorized(string message, int status = 401, string? code = null) =>
        new(new(status, Body("invalid_request_error", code, message)));

    internal static Answer Refused(IReadOnlyList<SchemaError> errors)
    {
        var first = errors[0];
        var name = Name(first.Path);
        var (code, message) = first.Rule switch
        {
            SchemaRule.Unknown => ("parameter_unknown", $"Received unknown parameter: {name}"),
            SchemaRule.Required => ("parameter_missing", $"Missing required param: {name}."),
            SchemaRule.Type => ("parameter_invalid_integer", $"Invalid value of {name}: {first.Message}"),
            SchemaRule.Length => ("parameter_invalid_string_length", $"Invalid length of {name}: {first.Message}"),
            _ => (null, $"Invalid {name}: {first.Message}"),
        };
        return new(400, Body("invalid_request_error", code, message, name));
    }

    internal static Answer Trouble(Call call, int status) => status switch
    {
        404 => new(404, Body("invalid_request_error", null, $"Unrecognized request URL ({call.Http.Request.Method}: {call.Http.Request.Path}).")),
        429 => new(429, Body("invalid_request_error", "rate_limit", "Too many requests hit the API too quickly.")),
        503 => new(503, Body("api_error", null, "Stripe is temporarily unavailable.")),
        _ => new(status, Body("api_error", null, "An unknown error occurred.")),
    };

    /// <summary><c>/a/b/0</c> is <c>a[b][0]</c>.</summary>
    private static string Name(string path)
    {
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(step => step is "query" or "path" or "header").ToArray();
        return steps.Length == 0 ? "body" : steps[0] + string.Concat(steps.Skip(1).Select(step => $"[{step}]"));
    }
}
