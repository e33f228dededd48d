using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Validation;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>Errors as PayPal writes them.</summary>
internal static class PayPalErrors
{
    /// <summary>The issues that we answer with, besides those that a fault names, and their status if it is not 422.</summary>
    internal static IReadOnlyDictionary<string, int> Issues { get; } = new Dictionary<string, int>
    {
        ["INVALID_PARAMETER_SYNTAX"] = 400,
        ["INVALID_PARAMETER_VALUE"] = 400,
        ["INVALID_STRING_LENGTH"] = 400,
        ["MALFORMED_REQUEST_JSON"] = 400,
        ["MISSING_REQUIRED_PARAMETER"] = 400,
        ["NOT_SUPPORTED"] = 400,
        ["PAYPAL_REQUEST_ID_REQUIRED"] = 400,
        ["INVALID_ACCOUNT_STATUS"] = 401,
        ["CONSENT_NEEDED"] = 403,
        ["PERMISSION_DENIED"] = 403,
        ["INVALID_RESOURCE_ID"] = 404,
        ["PREVIOUS_REQUEST_IN_PROGRESS"] = 409,
        ["ACTION_DOES_NOT_MATCH_INTENT"] = 422,
        ["AMOUNT_MISMATCH"] = 422,
        ["AUTHORIZATION_ALREADY_CAPTURED"] = 422,
        ["AUTHORIZATION_EXPIRED"] = 422,
        ["AUTHORIZATION_VOIDED"] = 422,
        ["AUTH_CAPTURE_CURRENCY_MISMATCH"] = 422,
        ["AUTH_CURRENCY_MISMATCH"] = 422,
        ["CANNOT_BE_VOIDED"] = 422,
        ["CANNOT_BE_ZERO_OR_NEGATIVE"] = 422,
        ["CAPTURE_FULLY_REFUNDED"] = 422,
        ["DECIMALS_NOT_SUPPORTED"] = 422,
        ["DECIMAL_PRECISION"] = 422,
        ["DUPLICATE_INVOICE_ID"] = 422,
        ["DUPLICATE_REFERENCE_ID"] = 422,
        ["INSTRUMENT_DECLINED"] = 422,
        ["INVALID_CURRENCY_CODE"] = 422,
        ["ITEM_TOTAL_MISMATCH"] = 422,
        ["ITEM_TOTAL_REQUIRED"] = 422,
        ["MAX_CAPTURE_AMOUNT_EXCEEDED"] = 422,
        ["MAX_CAPTURE_COUNT_EXCEEDED"] = 422,
        ["MULTI_CURRENCY_ORDER"] = 422,
        ["ORDER_ALREADY_AUTHORIZED"] = 422,
        ["ORDER_ALREADY_CAPTURED"] = 422,
        ["ORDER_NOT_APPROVED"] = 422,
        ["PENDING_CAPTURE"] = 422,
        ["PREVIOUSLY_CAPTURED"] = 422,
        ["PREVIOUSLY_VOIDED"] = 422,
        ["REAUTHORIZATION_NOT_SUPPORTED"] = 422,
        ["REFUND_AMOUNT_EXCEEDED"] = 422,
        ["REFUND_CAPTURE_CURRENCY_MISMATCH"] = 422,
        ["REFUND_FAILED_INSUFFICIENT_FUNDS"] = 422,
        ["REFUND_NOT_ALLOWED"] = 422,
    };

    internal static ApiFailure Issue(Call call, string issue, string? field = null) => new(Answer(call, issue, field));

    internal static Answer Answer(Call call, string issue, string? field = null)
    {
        var detail = new JsonObject { ["issue"] = issue, ["description"] = $"{issue} (said by the fake)." };
        if (field is not null)
        {
            detail["field"] = field;
            detail["location"] = "body";
        }
        return Answer(call, Issues.GetValueOrDefault(issue, 422), detail);
    }

    internal static ApiFailure NotFound(Call call) => Issue(call, "INVALID_RESOURCE_ID");

    /// <summary>A decline that a fault asks for, or the sandbox's own header for it.</summary>
    internal static string? Asked(Call call)
    {
        if (call.Declined)
            return call.Fault!.Code ?? "";
        if (call.Http.Request.Headers["PayPal-Mock-Response"].ToString() is not { Length: > 0 } mock)
            return null;
        try
        {
            return JsonNode.Parse(mock).Text("mock_application_codes");
        }
        catch (JsonException)
        {
            throw Issue(call, "MALFORMED_REQUEST_JSON");
        }
    }

    internal static Answer Refused(Call call, IReadOnlyList<SchemaError> errors) => Answer(call, 400, [.. errors.Select(error => new JsonObject
    {
        ["field"] = error.Path.Replace("header/", "", StringComparison.Ordinal),
        ["location"] = error.Path.Split('/')[0] is { Length: > 0 } place ? place : "body",
        ["issue"] = error.Rule switch
        {
            SchemaRule.Required => "MISSING_REQUIRED_PARAMETER",
            SchemaRule.Length => "INVALID_STRING_LENGTH",
            SchemaRule.Value => "INVALID_PARAMETER_VALUE",
            SchemaRule.Media => "MALFORMED_REQUEST_JSON",
            SchemaRule.Unknown => "NOT_SUPPORTED",
            _ => "INVALID_PARAMETER_SYNTAX",
        },
        ["description"] = error.Message,
    })]);

    internal static Answer Unauthorized(string error, string description) => new(401, new JsonObject { ["error"] = error, ["error_description"] = description });

    internal static Answer Answer(Call call, int status, params JsonNode[] details)
    {
        var (name, message) = status switch
        {
            400 => ("INVALID_REQUEST", "Request is not well-formed, syntactically incorrect, or violates schema."),
            401 => ("AUTHENTICATION_FAILURE", "Authentication failed due to missing authorization header, or invalid authentication credentials."),
            403 => ("NOT_AUTHORIZED", "Authorization failed due to insufficient permissions."),
            404 => ("RESOURCE_NOT_FOUND", "The specified resource does not exist."),
            409 => ("RESOURCE_CONFLICT", "The server has detected a conflict while processing this request."),
            422 => ("UNPROCESSABLE_ENTITY", "The requested action could not be performed, semantically incorrect, or failed business validation."),
            429 => ("RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting."),
            503 => ("SERVICE_UNAVAILABLE", "Service Unavailable."),
            _ => ("INTERNAL_SERVER_ERROR", "An internal server error occurred."),
        };
        var body = new JsonObject { ["name"] = name, ["message"] = message, ["debug_id"] = call.RequestId };
        if (details.Length > 0)
            body["details"] = new JsonArray(details);
        body["links"] = new JsonArray();
        return new(status, body);
    }
}
