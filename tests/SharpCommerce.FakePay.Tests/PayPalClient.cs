using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SharpCommerce.FakePay.Tests;

/// <summary>The least that a client of PayPal does.</summary>
internal sealed class PayPalClient(HttpClient http, string address, FakeAccount account)
{
    internal sealed record Reply(int Status, JsonNode? Body)
    {
        internal string? Id => Body?["id"]?.GetValue<string>();

        internal string? Value => Body?["status"]?.GetValue<string>();

        internal string? Issue => Body?["details"]?[0]?["issue"]?.GetValue<string>();
    }

    private string? _token;

    internal async Task<Reply> SignInAsync(string? secret = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/v1/oauth2/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.PayPalClientId}:{secret ?? account.PayPalClientSecret}")));
        using var response = await http.SendAsync(request, Shop.Cancel);
        var reply = await ReadAsync(response);
        _token = reply.Body?["access_token"]?.GetValue<string>();
        return reply;
    }

    internal Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    internal Task<Reply> PostAsync(string path, string? body = null, string? key = null, bool whole = false, string? mock = null) =>
        SendAsync(HttpMethod.Post, path, body, key, whole, mock);

    /// <summary>An order that the buyer can approve.</summary>
    internal Task<Reply> OrderAsync(string intent = "AUTHORIZE", string value = "20.00", string currency = "EUR", string? key = null, string? invoice = null) =>
        PostAsync("/v2/checkout/orders", $$"""
            {"intent": "{{intent}}",
             "purchase_units": [{"custom_id": "o-1"{{(invoice is null ? "" : $", \"invoice_id\": \"{invoice}\"")}}, "amount": {"currency_code": "{{currency}}", "value": "{{value}}"} }],
             "payment_source": {"paypal": {"experience_context": {"return_url": "https://shop.example/return", "cancel_url": "https://shop.example/cancel", "user_action": "PAY_NOW"} } } }
            """, key ?? Guid.NewGuid().ToString());

    private async Task<Reply> SendAsync(HttpMethod method, string path, string? body = null, string? key = null, bool whole = false, string? mock = null)
    {
        if (_token is null)
            await SignInAsync();
        using var request = new HttpRequestMessage(method, address + path);
        request.Headers.Authorization = new("Bearer", _token);
        if (key is not null)
            request.Headers.Add("PayPal-Request-Id", key);
        if (whole)
            request.Headers.Add("Prefer", "return=representation");
        if (mock is not null)
            request.Headers.Add("PayPal-Mock-Response", $$"""{"mock_application_codes": "{{mock}}"}""");
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent(body ?? "");
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        using var response = await http.SendAsync(request, Shop.Cancel);
        return await ReadAsync(response);
    }

    private static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Shop.Cancel);
        return new((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
