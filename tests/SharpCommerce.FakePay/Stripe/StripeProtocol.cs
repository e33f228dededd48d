using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Validation;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>What all calls to Stripe have in common: keys, versions, idempotency.</summary>
internal sealed class StripeProtocol(FakePayState state, OpenApiFile? specification) : IProtocol
{
    private const string Kind = "stripe_key";
    private const int LongestKey = 255;
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);

    public Provider Provider => Provider.Stripe;

    public OpenApiFile? Specification => specification;

    public IReadOnlyList<Operation> Operations { get; } =
    [
        new("POST", "/v1/payment_intents", "payment_intents.create", true, StripeIntents.Create),
        new("GET", "/v1/payment_intents", "payment_intents.list", false, StripeIntents.List),
        new("GET", "/v1/payment_intents/{intent}", "payment_intents.retrieve", false, StripeIntents.Retrieve),
        new("POST", "/v1/payment_intents/{intent}", "payment_intents.update", true, StripeIntents.Update),
        new("POST", "/v1/payment_intents/{intent}/confirm", "payment_intents.confirm", true, StripeConfirmation.Confirm),
        new("POST", "/v1/payment_intents/{intent}/capture", "payment_intents.capture", true, StripeCharges.Capture),
        new("POST", "/v1/payment_intents/{intent}/cancel", "payment_intents.cancel", true, StripeCharges.Cancel),
        new("GET", "/v1/charges/{charge}", "charges.retrieve", false, StripeCharges.Retrieve),
        new("GET", "/v1/balance_transactions/{id}", "balance_transactions.retrieve", false, StripeCharges.Transaction),
        new("POST", "/v1/refunds", "refunds.create", true, StripeRefunds.Create),
        new("GET", "/v1/refunds", "refunds.list", false, StripeRefunds.List),
        new("GET", "/v1/refunds/{refund}", "refunds.retrieve", false, StripeRefunds.Retrieve),
        new("GET", "/v1/events", "events.list", false, StripeEvents.List),
        new("GET", "/v1/events/{id}", "events.retrieve", false, StripeEvents.Retrieve),
        new("POST", "/v1/webhook_endpoints", "webhook_endpoints.create", false, StripeEndpoints.Create),
        new("GET", "/v1/webhook_endpoints", "webhook_endpoints.list", false, StripeEndpoints.List),
        new("GET", "/v1/webhook_endpoints/{webhook_endpoint}", "webhook_endpoints.retrieve", false, StripeEndpoints.Retrieve),
        new("DELETE", "/v1/webhook_endpoints/{webhook_endpoint}", "webhook_endpoints.delete", false, StripeEndpoints.Delete),
    ];

    public IReadOnlyList<SchemaError> Check(Call call) => specification is null ? [] : StripeDifferences.Apply(call, specification.Check(call));

    public string NewRequestId() => Ids.Stripe("req")[..18];

    public void WriteHeaders(Call call)
    {
        var headers = call.Http.Response.Headers;
        var version = call.Http.Request.Headers["Stripe-Version"].ToString();
        headers["Request-Id"] = call.RequestId;
        headers["Stripe-Version"] = version.Length > 0 ? version : state.Options.StripeApiVersion;
    }

    public void Read(Call call)
    {
        call.Query = FormReader.Read(call.Http.Request.QueryString.Value ?? "");
        call.Body = FormReader.Read(call.RawBody);
        if (call.Http.Request.Method != HttpMethods.Post || !call.Http.Request.Headers.TryGetValue("Idempotency-Key", out var key))
            return;
        call.Key = key.ToString();
        call.Http.Response.Headers["Idempotency-Key"] = call.Key;
        if (call.Key.Length is 0 or > LongestKey)
            throw StripeErrors.Invalid(null, "An idempotency key has 1 to 255 characters.");
    }

    public FakeAccount? Authenticate(Call call)
    {
        var key = Credential(call.Http.Request.Headers.Authorization.ToString())
            ?? throw StripeErrors.Unauthorized("You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.");
        var account = state.Accounts.Find(one => Same(one.StripeSecretKey, key));
        if (account is null && state.Accounts.Find(one => Same(one.StripePublishableKey, key)) is { } shop)
        {
            if (call.Operation.Name is not ("payment_intents.confirm" or "payment_intents.retrieve") || (call.Body.Text("client_secret") ?? call.Query.Text("client_secret")) is null)
                throw StripeErrors.Unauthorized("This API call cannot be made with a publishable API key. Please use a secret API key.", 403, "secret_key_required");
            account = shop;
        }
        if (account is null)
            throw StripeErrors.Unauthorized($"Invalid API Key provided: {key[..Math.Min(8, key.Length)]}****");
        if (call.Http.Request.Headers["Stripe-Account"].ToString() is not { Length: > 0 } other)
            return account;
        call.Http.Response.Headers["Stripe-Account"] = other;
        return state.Accounts.Find(one => one.StripeAccountId == other)
            ?? throw StripeErrors.Unauthorized($"The provided key does not have access to account '{other}' (or that account does not exist).", 403, "account_invalid");
    }

    public Answer Refuse(Call call, IReadOnlyList<SchemaError> errors) => StripeErrors.Refused(errors);

    public Answer? Replay(Call call)
    {
        if (state.Book.Find(Kind, call.Account.Name, KeyName(call)) is not { } kept || call.Now - DateTimeOffset.FromUnixTimeMilliseconds(kept.Number("at")) > KeyLife)
            return null;
        if (kept.Text("request") != Fingerprint(call))
        {
            throw new ApiFailure(new(400, StripeErrors.Body("idempotency_error", null,
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{call.Key}' if you meant to execute a different request.")));
        }
        return new((int)kept.Number("status"), kept.Map("body")!.Copy())
        {
            Headers = { ["Idempotent-Replayed"] = "true", ["Original-Request"] = kept.Text("by")! },
        };
    }

    public void Remember(Call call, Answer done, Answer answered) => state.Book.Put(Kind, call.Account.Name, KeyName(call), new()
    {
        ["request"] = Fingerprint(call),
        ["status"] = answered.Status,
        ["body"] = answered.Body!.Copy(),
        ["by"] = call.RequestId,
        ["at"] = call.Now.ToUnixTimeMilliseconds(),
    });

    public Answer Busy(Call call) => new(409, StripeErrors.Body("idempotency_error", "idempotency_key_in_use",
        "There is currently another in-progress request using this idempotency key. Try again later."));

    public Answer Trouble(Call call, int status) => StripeErrors.Trouble(call, status);

    public string KeyName(Call call) => $"{call.Account.Name}:{call.Key}";

    private static string Fingerprint(Call call)
    {
        var parameters = string.Join('&', call.RawBody.Split('&').Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Http.Request.Path} {parameters}")));
    }

    private static string? Credential(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || string.IsNullOrEmpty(value.Parameter))
            return null;
        if (value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return value.Parameter;
        Span<byte> bytes = stackalloc byte[value.Parameter.Length];
        return Convert.TryFromBase64String(value.Parameter, bytes, out var count) ? Encoding.UTF8.GetString(bytes[..count]).Split(':')[0] : null;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
