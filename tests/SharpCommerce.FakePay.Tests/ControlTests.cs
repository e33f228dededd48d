using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Stripe;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>The control calls, and the program as its own process.</summary>
public sealed class ControlTests
{
    [Theory]
    [InlineData("500-before-charge")]
    [InlineData("charge-then-500")]
    [InlineData("charge-then-hang")]
    [InlineData("charge-then-reset")]
    [InlineData("429")]
    [InlineData("503")]
    [InlineData("garbage")]
    [InlineData("slow-before")]
    public async Task Faults_have_the_names_of_the_guide(string mode)
    {
        await using var shop = await Shop.OpenAsync();
        await ControlAsync(shop, HttpMethod.Post, "faults", $$"""{"mode": "{{mode}}", "provider": "stripe", "account": "fakepay", "operation": "refunds.create", "count": 3}""");
        Assert.Equal(mode, (await ControlAsync(shop, HttpMethod.Get, "faults"))![0]!["mode"]!.GetValue<string>());
        await ControlAsync(shop, HttpMethod.Delete, "faults");
        Assert.Empty(shop.Fake.Faults);
    }

    [Fact]
    public async Task Everything_can_be_said_and_asked_over_HTTP()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        await ControlAsync(shop, HttpMethod.Post, "accounts", $$"""{"name": "fakepay", "stripeWebhookUrl": "{{sink.Address}}/stripe", "stripeWebhookSecrets": ["whsec_changed"]}""");
        await ControlAsync(shop, HttpMethod.Post, "webhooks", """{"mode": "duplicate", "event": "payment_intent.*", "copies": 2}""");
        var asked = await shop.PayAsync(Shop.Payment("pm_card_authenticationRequired"));
        await ControlAsync(shop, HttpMethod.Post, $"stripe/payment_intents/{asked.Id}/authenticate", """{"approved": true}""");
        var letter = await sink.GetAsync("payment_intent.succeeded", 2);
        EventUtility.ConstructEvent(letter.Body, letter.Headers["Stripe-Signature"], "whsec_changed");

        var ledger = (await ControlAsync(shop, HttpMethod.Get, "ledger"))!.AsArray();
        Assert.Equal(("capture", 2000L, "stripe"), (ledger[1]!["type"]!.GetValue<string>(), ledger[1]!["amount"]!.GetValue<long>(), ledger[1]!["provider"]!.GetValue<string>()));
        Assert.Empty((await ControlAsync(shop, HttpMethod.Get, "violations"))!.AsArray());
        Assert.NotEmpty((await ControlAsync(shop, HttpMethod.Get, "deliveries"))!.AsArray());

        var order = await shop.PayPal.OrderAsync("CAPTURE");
        await ControlAsync(shop, HttpMethod.Post, $"paypal/orders/{order.Id}/approve", "{}");
        await ControlAsync(shop, HttpMethod.Post, $"paypal/orders/{order.Id}/approve", "{}", HttpStatusCode.Conflict);
        await ControlAsync(shop, HttpMethod.Post, "clock", """{"advanceSeconds": 40000}""");
        Assert.Equal(401, (await shop.PayPal.GetAsync($"/v2/checkout/orders/{order.Id}")).Status);
    }

    [Theory]
    [InlineData("faults", """{"mode": "explode"}""")]
    [InlineData("faults", """{"mode": "hang", "colour": "red"}""")]
    [InlineData("webhooks", """{"mode": "wrong-account"}""")]
    [InlineData("accounts", """{"name": "Not A Name"}""")]
    [InlineData("clock", "{}")]
    public async Task A_mistake_is_said(string path, string body)
    {
        await using var shop = await Shop.OpenAsync();
        Assert.NotEmpty((await ControlAsync(shop, HttpMethod.Post, path, body, HttpStatusCode.BadRequest))!["error"]!.GetValue<string>());
    }

    [Fact, Trait("Category", "Slow")]
    public async Task The_program_keeps_its_ledger_when_it_is_killed()
    {
        var folder = Directory.CreateTempSubdirectory("fakepay-").FullName;
        try
        {
            for (var run = 1; run <= 2; run++)
            {
                var start = new ProcessStartInfo("dotnet",
                    [typeof(FakePayServer).Assembly.Location, "--data", folder, "--stripe-port", "0", "--paypal-port", "0", "--control-port", "0"])
                { RedirectStandardOutput = true };
                start.Environment.Remove("FAKEPAY_SPECS");
                using var program = Process.Start(start)!;
                try
                {
                    var first = await program.StandardOutput.ReadLineAsync(Shop.Cancel);
                    var stripe = first!.Split(' ')[2].TrimEnd(',');
                    Assert.Contains("not checked", await program.StandardOutput.ReadLineAsync(Shop.Cancel), StringComparison.Ordinal);
                    using var http = new HttpClient(new SocketsHttpHandler());
                    var client = new StripeClient(new StripeClientOptions { ApiKey = "sk_test_fakepay", ApiBase = stripe, HttpClient = new SystemNetHttpClient(http, 0, enableTelemetry: false) });
                    var paid = await new PaymentIntentService(client).CreateAsync(Shop.Payment(), new() { IdempotencyKey = "k1" }, Shop.Cancel);
                    Assert.Equal("succeeded", paid.Status);
                }
                finally
                {
                    program.Kill();
                    await program.WaitForExitAsync(Shop.Cancel);
                }
                Assert.Equal(2, (await System.IO.File.ReadAllLinesAsync(Path.Combine(folder, "ledger.ndjson"), Shop.Cancel)).Length);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<JsonNode?> ControlAsync(Shop shop, HttpMethod method, string path, string? body = null, HttpStatusCode? status = null)
    {
        using var request = new HttpRequestMessage(method, $"{shop.Fake.ControlAddress}/_control/{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await shop.Http.SendAsync(request, Shop.Cancel);
        var text = await response.Content.ReadAsStringAsync(Shop.Cancel);
        Assert.True(status is null ? response.IsSuccessStatusCode : response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
