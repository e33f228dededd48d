using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Validation;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>What all calls to PayPal have in common: tokens, request ids, preferences.</summary>
internal sealed class PayPalProtocol(FakePayState state, OpenApiFile? specification) : IProtocol
{
    private const string Kind = "paypal_key";
    private const string TokenPath = "/v1/oauth2/token";

    public Provider Provider => Provider.PayPal;

    public OpenApiFile? Specification => specification;

    public IReadOnlyList<Operation> Operations { get; } =
    [
        new("POST", TokenPath, "oauth2.token", false, PayPalTokens.Issue),
        new("POST", "/v2/checkout/orders", "orders.create", true, PayPalOrders.Create),
        new("GET", "/v2/checkout/orders/{id}", "orders.get", false, PayPalOrders.Get),
        new("POST", "/v2/checkout/orders/{id}/authorize", "orders.authorize", true, PayPalOrders.Authorize),
        new("POST", "/v2/checkout/orders/{id}/capture", "orders.capture", true, PayPalOrders.Capture),
        new("GET", "/v2/payments/authorizations/{authorization_id}", "authorizations.get", false, PayPalAuthorizations.Get),
        new("POST", "/v2/payments/authorizations/{authorization_id}/capture", "authorizations.capture", true, PayPalAuthorizations.Capture),
        new("POST", "/v2/payments/authorizations/{authorization_id}/void", "authorizations.void", true, PayPalAuthorizations.Void),
        new("POST", "/v2/payments/authorizations/{authorization_id}/reauthorize", "authorizations.reauthorize", true, PayPalAuthorizations.Reauthorize),
        new("GET", "/v2/payments/captures/{capture_id}", "captures.get", false, PayPalCaptures.Get),
        new("POST", "/v2/payments/captures/{capture_id}/refund", "captures.refund", true, PayPalCaptures.Refund),
        new("GET", "/v2/payments/refunds/{refund_id}", "refunds.get", false, PayPalCaptures.GetRefund),
        new("POST", "/v1/notifications/webhooks", "webhooks.post", false, PayPalWebhooks.Create),
        new("GET", "/v1/notifications/webhooks", "webhooks.list", false, PayPalWebhooks.List),
        new("POST", "/v1/notifications/verify-webhook-signature", "verify-webhook-signature.post", false, PayPalWebhooks.Verify),
        new("GET", "/v1/notifications/webhooks-events", "webhooks-events.list", false, PayPalEvents.List),
        new("GET", "/v1/notifications/webhooks-events/{event_id}", "webhooks-events.get", false, PayPalEvents.Get),
        new("POST", "/v1/notifications/webhooks-events/{event_id}/resend", "webhooks-events.resend", false, PayPalEvents.Resend),
    ];

    public IReadOnlyList<SchemaError> Check(Call call)
    {
        var errors = specification?.Check(call) ?? [];
        // The description has it in a text only.
        if (specification is not null && call.Operation.Name == "orders.create" && call.Body.ContainsKey("payment_source") && call.Key is null)
            errors.Add(new("header/PayPal-Request-Id", SchemaRule.Required, "It is required with a payment source."));
        return errors;
    }

    public string NewRequestId() => Ids.Secret(13).ToLowerInvariant();

    public void WriteHeaders(Call call) => call.Http.Response.Headers["Paypal-Debug-Id"] = call.RequestId;

    public void Read(Call call)
    {
        call.Query = FormReader.Read(call.Http.Request.QueryString.Value ?? "");
        if (call.Http.Request.Headers.TryGetValue("PayPal-Request-Id", out var key) && call.Operation.Template.StartsWith("/v2/", StringComparison.Ordinal)
            && call.Http.Request.Method == HttpMethods.Post)
        {
            call.Key = key.ToString();
        }
        if (call.Operation.Template == TokenPath)
        {
            call.Body = FormReader.Read(call.RawBody);
            return;
        }
        try
        {
            call.Body = call.RawBody.Length == 0 ? [] : JsonNode.Parse(call.RawBody, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            state.Violations.Enqueue(new(call.Now, Provider.PayPal, "", call.Http.Request.Method, call.Http.Request.Path, [new("", SchemaRule.Media, "The body is no JSON object.")]));
            throw PayPalErrors.Issue(call, "MALFORMED_REQUEST_JSON");
        }
    }

    public FakeAccount? Authenticate(Call call)
    {
        var header = AuthenticationHeaderValue.TryParse(call.Http.Request.Headers.Authorization.ToString(), out var given) ? given : null;
        if (call.Operation.Template == TokenPath)
        {
            return state.Accounts.Find(account => header is { Scheme: "Basic" }
                    && header.Parameter == Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.PayPalClientId}:{account.PayPalClientSecret}")))
                ?? throw new ApiFailure(PayPalErrors.Unauthorized("invalid_client", "Client Authentication failed"));
        }
        if (header is not { Scheme: "Bearer", Parameter: { } token })
            throw new ApiFailure(PayPalErrors.Answer(call, 401));
        return state.Tokens.AccountOf(token, call.Now) is { } name
            ? state.Accounts.Named(name)
            : throw new ApiFailure(PayPalErrors.Unauthorized("invalid_token", "Token signature verification failed"));
    }

    public Answer Refuse(Call call, IReadOnlyList<SchemaError> errors) =>
        errors.Any(error => error.Path == "header/PayPal-Request-Id" && error.Rule == SchemaRule.Required)
            ? PayPalErrors.Answer(call, "PAYPAL_REQUEST_ID_REQUIRED", "PayPal-Request-Id")
            : PayPalErrors.Refused(call, errors);

    public string KeyName(Call call) => $"{call.Account.Name}:{call.Http.Request.Path}:{call.Key}";

    /// <summary>The latest state of what the first call made. Another body is not noticed, as at PayPal.</summary>
    public Answer? Replay(Call call)
    {
        if (state.Book.Find(Kind, call.Account.Name, KeyName(call)) is not { } kept)
            return null;
        var life = call.Operation.Template.StartsWith("/v2/checkout/", StringComparison.Ordinal) ? TimeSpan.FromHours(6) : TimeSpan.FromDays(45);
        if (call.Now - DateTimeOffset.FromUnixTimeMilliseconds(kept.Number("at")) > life)
            return null;
        var kind = kept.Text("kind")!;
        return call.Show(kind, state.Book.Find(kind, call.Account.Name, kept.Text("id")!)!, kept.Number("status") == 204 ? 204 : 200);
    }

    /// <summary>Refusals are not kept: the next call with the same id is tried anew.</summary>
    public void Remember(Call call, Answer done, Answer answered)
    {
        if (done.Resource is not { } resource)
            return;
        state.Book.Put(Kind, call.Account.Name, KeyName(call), new()
        {
            ["kind"] = resource.Kind,
            ["id"] = resource.Id,
            ["status"] = done.Status,
            ["at"] = call.Now.ToUnixTimeMilliseconds(),
        });
    }

    public Answer Busy(Call call) => PayPalErrors.Answer(call, "PREVIOUS_REQUEST_IN_PROGRESS");

    public Answer Trouble(Call call, int status) => PayPalErrors.Answer(call, status);
}
