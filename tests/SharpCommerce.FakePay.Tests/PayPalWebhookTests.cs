using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SharpCommerce.FakePay.PayPal;
using SharpCommerce.FakePay.Webhooks;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>PayPal's webhooks, verified both ways: offline by the certificate chain, and by PayPal's own call.</summary>
public sealed class PayPalWebhookTests
{
    private const string Approved = "CHECKOUT.ORDER.APPROVED";

    [Fact]
    public async Task A_genuine_event_verifies_both_ways()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        shop.Listen(sink);
        var letter = await ApproveAsync(shop, sink);
        Assert.True(await OfflineAsync(shop, letter));
        Assert.Equal("SUCCESS", await AskAsync(shop, letter));
        Assert.False(await OfflineAsync(shop, letter, webhook: "WHOTHER"));
        Assert.Equal("FAILURE", await AskAsync(shop, letter, webhook: "WHOTHER"));
        var tampered = letter with { Body = letter.Body.Replace("20.00", "10.00", StringComparison.Ordinal) };
        Assert.False(await OfflineAsync(shop, tampered));
        Assert.Equal("FAILURE", await AskAsync(shop, tampered));

        await using var stranger = await FakePayServer.StartAsync();
        Assert.False(await OfflineAsync(shop, letter, root: stranger.PayPalRootCertificatePem));
    }

    [Theory]
    [InlineData(WebhookMode.BadSignature)]
    [InlineData(WebhookMode.Reserialized)]
    public async Task A_false_event_does_not_verify(WebhookMode mode)
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        shop.Listen(sink);
        shop.Fake.Deliver(new() { Mode = mode });
        var letter = await ApproveAsync(shop, sink);
        Assert.False(await OfflineAsync(shop, letter));
        Assert.Equal("FAILURE", await AskAsync(shop, letter));
    }

    [Fact]
    public async Task A_genuine_event_may_say_what_is_not_so()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        shop.Listen(sink);
        shop.Fake.Deliver(new() { Mode = WebhookMode.WrongAmount, Provider = Provider.PayPal });
        var letter = await ApproveAsync(shop, sink);
        Assert.True(await OfflineAsync(shop, letter));
        Assert.Equal("20.01", letter.Json["resource"]!["purchase_units"]![0]!["amount"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Lost_events_are_listed_and_sent_again()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        shop.Listen(sink);
        shop.Fake.Deliver(new() { Mode = WebhookMode.Lost });
        var order = await shop.PayPal.OrderAsync();
        await shop.Fake.ApproveOrderAsync(order.Id!);
        var listed = await shop.PayPal.GetAsync("/v1/notifications/webhooks-events?start_time=2020-01-01T00:00:00Z&end_time=2100-01-01T00:00:00Z&page_size=5");
        var lost = Assert.Single(listed.Body!["events"]!.AsArray());
        Assert.Equal(Approved, lost!["event_type"]!.GetValue<string>());
        shop.Fake.ClearWebhookRules();
        var id = lost["id"]!.GetValue<string>();
        Assert.Equal(202, (await shop.PayPal.PostAsync($"/v1/notifications/webhooks-events/{id}/resend", "{}")).Status);
        Assert.Equal(id, (await sink.GetAsync(Approved)).Id);
        Assert.Equal(id, (await shop.PayPal.GetAsync($"/v1/notifications/webhooks-events/{id}")).Id);
    }

    [Fact]
    public async Task A_webhook_made_through_the_API_gets_what_it_wants()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        var made = await shop.PayPal.PostAsync("/v1/notifications/webhooks", $$"""{"url": "{{sink.Address}}/own", "event_types": [{"name": "PAYMENT.AUTHORIZATION.CREATED"}]}""");
        Assert.Equal(201, made.Status);
        var order = await shop.PayPal.OrderAsync();
        await shop.Fake.ApproveOrderAsync(order.Id!);
        await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/authorize", key: "a");
        var letter = await sink.GetAsync("PAYMENT.AUTHORIZATION.CREATED");
        Assert.Single(sink.Letters);
        Assert.True(await OfflineAsync(shop, letter, webhook: made.Id!));
        Assert.Equal("SUCCESS", await AskAsync(shop, letter, webhook: made.Id!));
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard() => Assert.Equal(0xCBF43926u, Checksum.Of("123456789"u8));

    private static async Task<Sink.Letter> ApproveAsync(Shop shop, Sink sink)
    {
        var order = await shop.PayPal.OrderAsync();
        await shop.Fake.ApproveOrderAsync(order.Id!);
        return await sink.GetAsync(Approved);
    }

    private static async Task<bool> OfflineAsync(Shop shop, Sink.Letter letter, string webhook = "WHFAKEPAY", string? root = null)
    {
        var chainPem = await shop.Http.GetStringAsync(letter.Headers["PAYPAL-CERT-URL"], Shop.Cancel);
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(chainPem);
        using var trusted = X509Certificate2.CreateFromPem(root ?? shop.Fake.PayPalRootCertificatePem);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (!chain.Build(certificates[0]) || certificates[0].GetNameInfo(X509NameType.SimpleName, false) != "messageverificationcerts.paypal.com")
            return false;
        using var key = certificates[0].GetRSAPublicKey()!;
        var message = $"{letter.Headers["PAYPAL-TRANSMISSION-ID"]}|{letter.Headers["PAYPAL-TRANSMISSION-TIME"]}|{webhook}|{Checksum.Of(Encoding.UTF8.GetBytes(letter.Body))}";
        return key.VerifyData(Encoding.UTF8.GetBytes(message), Convert.FromBase64String(letter.Headers["PAYPAL-TRANSMISSION-SIG"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static async Task<string> AskAsync(Shop shop, Sink.Letter letter, string webhook = "WHFAKEPAY")
    {
        var reply = await shop.PayPal.PostAsync("/v1/notifications/verify-webhook-signature", $$"""
            {"auth_algo": "{{letter.Headers["PAYPAL-AUTH-ALGO"]}}", "cert_url": "{{letter.Headers["PAYPAL-CERT-URL"]}}",
             "transmission_id": "{{letter.Headers["PAYPAL-TRANSMISSION-ID"]}}", "transmission_sig": "{{letter.Headers["PAYPAL-TRANSMISSION-SIG"]}}",
             "transmission_time": "{{letter.Headers["PAYPAL-TRANSMISSION-TIME"]}}", "webhook_id": "{{webhook}}", "webhook_event": {{letter.Body}} }
            """);
        return reply.Body!["verification_status"]!.GetValue<string>();
    }
}
