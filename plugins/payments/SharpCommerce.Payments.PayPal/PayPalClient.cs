using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SharpCommerce.Payments.PayPal;

/// <summary>Calls to PayPal with a token, each with its request id. A token that is not good any more is replaced once, and the call made again with the same id.</summary>
internal sealed class PayPalClient(PaymentSetup<PayPalSettings> setup)
{
    internal Task<PayPalOrder> CreateAsync(PayPalNewOrder order, string key, CancellationToken cancellationToken) => SendAsync<PayPalOrder>(HttpMethod.Post, "/v2/checkout/orders", order, key, cancellationToken);

    internal Task<PayPalOrder> GetAsync(string orderId, CancellationToken cancellationToken) => SendAsync<PayPalOrder>(HttpMethod.Get, $"/v2/checkout/orders/{Escape(orderId)}", null, null, cancellationToken);

    /// <summary>Authorizes or captures what the buyer has approved.</summary>
    internal Task<PayPalOrder> CarryOutAsync(string orderId, bool capture, string key, CancellationToken cancellationToken) =>
        SendAsync<PayPalOrder>(HttpMethod.Post, $"/v2/checkout/orders/{Escape(orderId)}/{(capture ? "capture" : "authorize")}", new { }, key, cancellationToken);

    internal Task CaptureAsync(string authorizationId, PayPalNewCapture capture, string key, CancellationToken cancellationToken) =>
        SendAsync<JsonElement>(HttpMethod.Post, $"/v2/payments/authorizations/{Escape(authorizationId)}/capture", capture, key, cancellationToken);

    /// <summary>Has no request id of its own: done twice, PayPal says that it was done before.</summary>
    internal Task VoidAsync(string authorizationId, CancellationToken cancellationToken) =>
        SendAsync<JsonElement>(HttpMethod.Post, $"/v2/payments/authorizations/{Escape(authorizationId)}/void", null, null, cancellationToken);

    internal Task RefundAsync(string captureId, PayPalNewRefund refund, string key, CancellationToken cancellationToken) =>
        SendAsync<JsonElement>(HttpMethod.Post, $"/v2/payments/captures/{Escape(captureId)}/refund", refund, key, cancellationToken);

    /// <summary>Asks PayPal whether a webhook is its own. The event goes as it came: written anew it would have another checksum.</summary>
    internal async Task<bool> IsGenuineAsync(PayPalSignature signature, ReadOnlyMemory<byte> happened, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("auth_algo", signature.Algorithm);
            writer.WriteString("cert_url", signature.CertificateUrl);
            writer.WriteString("transmission_id", signature.TransmissionId);
            writer.WriteString("transmission_sig", signature.Value);
            writer.WriteString("transmission_time", signature.Time);
            writer.WriteString("webhook_id", setup.Settings.WebhookId);
            writer.WritePropertyName("webhook_event");
            writer.WriteRawValue(happened.Span);
            writer.WriteEndObject();
        }
        var answer = await SendAsync<JsonElement>(HttpMethod.Post, "/v1/notifications/verify-webhook-signature", body.ToArray(), null, cancellationToken);
        return answer.Text("verification_status") == "SUCCESS";
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, string? key, CancellationToken cancellationToken)
    {
        var token = await PayPalTokens.GetAsync(setup, null, cancellationToken);
        using var first = await TryAsync(method, path, body, key, token, cancellationToken);
        if (first.StatusCode != HttpStatusCode.Unauthorized)
            return await ReadAsync<T>(first, cancellationToken);
        token = await PayPalTokens.GetAsync(setup, token, cancellationToken);
        using var second = await TryAsync(method, path, body, key, token, cancellationToken);
        return await ReadAsync<T>(second, cancellationToken);
    }

    private async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, object? body, string? key, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, setup.Settings.Base + path);
        request.Headers.Authorization = new("Bearer", token);
        if (key is not null)
        {
            request.Headers.Add("PayPal-Request-Id", key);
            request.Headers.Add("Prefer", "return=representation");
        }
        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(body as byte[] ?? (body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, PayPalJson.Options)));
            request.Content.Headers.ContentType = new("application/json");
        }
        return await setup.Http.SendAsync(request, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            if (response.StatusCode == HttpStatusCode.NoContent)
                return default!;
            return await response.Content.ReadFromJsonAsync<T>(PayPalJson.Options, cancellationToken) ?? throw new PaymentException(PaymentFault.OutcomeUnknown, "PayPal answered nothing.");
        }
        PayPalError? error = null;
        try
        {
            error = JsonSerializer.Deserialize<PayPalError>(await response.Content.ReadAsByteArrayAsync(cancellationToken), PayPalJson.Options);
        }
        catch (JsonException)
        {
            // Its status says enough.
        }
        throw PayPalFaults.Of(response.StatusCode, error, response.Headers.RetryAfter?.Delta);
    }

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
