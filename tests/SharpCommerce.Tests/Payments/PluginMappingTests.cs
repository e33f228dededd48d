using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SharpCommerce.Inbound;
using SharpCommerce.Payments;
using SharpCommerce.Payments.PayPal;
using SharpCommerce.Payments.Stripe;
using Xunit;

namespace SharpCommerce.Tests.Payments;

/// <summary>How the plugins read and write what Stripe and PayPal say.</summary>
public sealed class PluginMappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("USD", 1_999, 1_999)]
    [InlineData("JPY", 1_999, 1_999)]
    [InlineData("ISK", 1_999, 199_900)]
    [InlineData("UGX", 5_000, 500_000)]
    [InlineData("MGA", 500_000, 5_000)]
    [InlineData("KWD", 1_230, 1_230)]
    [InlineData("HUF", 1_050, 1_050)]
    public void Stripe_counts_in_its_own_units(string currency, long amount, long written)
    {
        var money = new Money(amount, Currency.Parse(currency));
        Assert.Null(StripeAmounts.Refuses(money));
        Assert.Equal(written, StripeAmounts.Write(money));
        Assert.Equal(money, StripeAmounts.Read(written, currency.ToLowerInvariant()));
    }

    [Theory]
    [InlineData("KWD", 1_234)]
    [InlineData("MGA", 1_050)]
    [InlineData("IQD", 1_000)]
    [InlineData("USD", 100_000_000)]
    public void What_Stripe_cannot_take_is_refused(string currency, long amount) => Assert.NotNull(StripeAmounts.Refuses(new(amount, Currency.Parse(currency))));

    [Fact]
    public void Every_currency_that_is_not_refused_comes_back_from_both_as_it_went()
    {
        foreach (var currency in Currency.All)
        {
            var money = new Money(123_000, currency);
            if (StripeAmounts.Refuses(money) is null)
                Assert.Equal(money, StripeAmounts.Read(StripeAmounts.Write(money), currency.Code));
            if (PayPalAmounts.Refuses(money) is null)
                Assert.Equal(money, PayPalAmounts.Read(PayPalAmounts.Write(money)));
        }
    }

    [Theory]
    [InlineData("USD", 1_999, "19.99")]
    [InlineData("USD", 5, "0.05")]
    [InlineData("JPY", 1_999, "1999")]
    [InlineData("HUF", 105_000, "1050")]
    [InlineData("TWD", 100, "1")]
    public void PayPal_writes_decimals_by_its_own_table(string currency, long amount, string written)
    {
        var money = new Money(amount, Currency.Parse(currency));
        Assert.Null(PayPalAmounts.Refuses(money));
        Assert.Equal(written, PayPalAmounts.Write(money).Value);
        Assert.Equal(money, PayPalAmounts.Read(new(currency, written)));
    }

    [Theory]
    [InlineData("HUF", 105_050)]
    [InlineData("KWD", 1_000)]
    [InlineData("USD", 10_000_000_000)]
    public void What_PayPal_cannot_take_is_refused(string currency, long amount) => Assert.NotNull(PayPalAmounts.Refuses(new(amount, Currency.Parse(currency))));

    [Theory]
    [InlineData(400, "invalid_request_error", "payment_intent_unexpected_state", PaymentFault.StateConflict)]
    [InlineData(400, "invalid_request_error", "charge_already_refunded", PaymentFault.StateConflict)]
    [InlineData(400, "invalid_request_error", "parameter_missing", PaymentFault.InvalidRequest)]
    [InlineData(400, "idempotency_error", null, PaymentFault.InvalidRequest)]
    [InlineData(401, "invalid_request_error", null, PaymentFault.Authentication)]
    [InlineData(402, "card_error", "card_declined", PaymentFault.StateConflict)]
    [InlineData(403, "invalid_request_error", null, PaymentFault.Authentication)]
    [InlineData(404, "invalid_request_error", "resource_missing", PaymentFault.InvalidRequest)]
    [InlineData(409, "invalid_request_error", "idempotency_key_in_use", PaymentFault.InProgress)]
    [InlineData(429, "invalid_request_error", "lock_timeout", PaymentFault.RateLimited)]
    [InlineData(500, "api_error", null, PaymentFault.OutcomeUnknown)]
    [InlineData(502, null, null, PaymentFault.OutcomeUnknown)]
    [InlineData(503, "api_error", null, PaymentFault.Unavailable)]
    [InlineData(200, null, null, PaymentFault.OutcomeUnknown)]
    public void Each_error_of_Stripe_has_one_meaning(int status, string? type, string? code, PaymentFault fault) => Assert.Equal(fault, StripeFaults.FaultOf((HttpStatusCode)status, type, code));

    [Theory]
    [InlineData("card_declined", "insufficient_funds", DeclineReason.InsufficientFunds)]
    [InlineData("card_declined", "generic_decline", DeclineReason.Declined)]
    [InlineData("card_declined", "stolen_card", DeclineReason.Declined)]
    [InlineData("card_declined", "fraudulent", DeclineReason.Fraud)]
    [InlineData("expired_card", "expired_card", DeclineReason.Expired)]
    [InlineData("incorrect_cvc", null, DeclineReason.InvalidInstrument)]
    [InlineData("payment_intent_authentication_failure", "", DeclineReason.AuthenticationFailed)]
    [InlineData("something_new", null, DeclineReason.Declined)]
    public void Each_decline_of_Stripe_has_one_meaning(string code, string? declineCode, DeclineReason reason) =>
        Assert.Equal(reason, StripeFaults.DeclineOf(new() { Code = code, DeclineCode = declineCode })!.Reason);

    [Theory]
    [InlineData(400, "MISSING_REQUIRED_PARAMETER", PaymentFault.InvalidRequest)]
    [InlineData(401, "AUTHENTICATION_FAILURE", PaymentFault.Authentication)]
    [InlineData(403, "PERMISSION_DENIED", PaymentFault.Authentication)]
    [InlineData(404, "INVALID_RESOURCE_ID", PaymentFault.InvalidRequest)]
    [InlineData(409, "PREVIOUS_REQUEST_IN_PROGRESS", PaymentFault.InProgress)]
    [InlineData(422, "ORDER_ALREADY_CAPTURED", PaymentFault.StateConflict)]
    [InlineData(422, "AUTHORIZATION_VOIDED", PaymentFault.StateConflict)]
    [InlineData(422, "INSTRUMENT_DECLINED", PaymentFault.StateConflict)]
    [InlineData(422, "REFUND_AMOUNT_EXCEEDED", PaymentFault.StateConflict)]
    [InlineData(422, "DECIMAL_PRECISION", PaymentFault.InvalidRequest)]
    [InlineData(422, "SOMETHING_NEW", PaymentFault.InvalidRequest)]
    [InlineData(429, "RATE_LIMIT_REACHED", PaymentFault.RateLimited)]
    [InlineData(500, "INTERNAL_SERVER_ERROR", PaymentFault.OutcomeUnknown)]
    [InlineData(503, null, PaymentFault.Unavailable)]
    public void Each_error_of_PayPal_has_one_meaning(int status, string? code, PaymentFault fault) => Assert.Equal(fault, PayPalFaults.FaultOf((HttpStatusCode)status, code));

    [Theory]
    [InlineData("sk_live_x", "pk_test_x", null)]
    [InlineData("pk_test_x", "pk_test_x", null)]
    [InlineData("sk_test_x", "sk_test_x", null)]
    [InlineData("sk_test_x y", "pk_test_x", null)]
    [InlineData("sk_test_x", "pk_test_x", "secret")]
    public void Stripes_keys_have_a_form_and_one_mode(string secret, string publishable, string? webhook)
    {
        var refused = Assert.Throws<FormatException>(() => Stripe(new() { SecretKey = secret, PublishableKey = publishable, WebhookSecret = webhook }));
        Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal);
        Assert.True(Stripe(new() { SecretKey = "rk_test_x", PublishableKey = "pk_test_x" }).Capabilities.Sandbox);
        Assert.False(Stripe(new() { SecretKey = "sk_live_x", PublishableKey = "pk_live_x" }).Capabilities.Sandbox);
    }

    [Theory]
    [InlineData("client-one", "", null)]
    [InlineData("client-one", "client-one", null)]
    [InlineData("client one", "secret-one", null)]
    [InlineData("client-one", "secret-one", "https://shop.example.com/webhooks")]
    public void PayPals_credentials_have_a_form(string client, string secret, string? webhook) =>
        Assert.Throws<FormatException>(() => PayPal(new() { ClientId = client, ClientSecret = secret, WebhookId = webhook }));

    [Fact]
    public async Task Stripes_signature_covers_the_bytes_and_the_time()
    {
        var provider = Stripe(new() { SecretKey = "sk_test_x", PublishableKey = "pk_test_x", WebhookSecret = "whsec_one, whsec_two" });
        var body = """{"id": "evt_1", "type": "payment_intent.succeeded", "livemode": false}"""u8.ToArray();
        async Task<InboundVerdict> VerifyAsync(string? header, byte[]? other = null) =>
            await provider.VerifyAsync(new(header is null ? new Dictionary<string, string>() : new() { ["Stripe-Signature"] = header }, other ?? body, Now), TestContext.Current.CancellationToken);
        string Sign(string secret, long time, byte[]? other = null) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes($"{time}."), .. other ?? body]));
        var now = Now.ToUnixTimeSeconds();

        Assert.Equal(new InboundVerdict.Accepted("evt_1"), await VerifyAsync($"t={now},v1={Sign("whsec_one", now)}"));
        Assert.Equal(new InboundVerdict.Accepted("evt_1"), await VerifyAsync($"t={now - 299},v1={Sign("whsec_old", now - 299)},v1={Sign("whsec_two", now - 299)},v0=x"));
        foreach (var header in (string?[])[null, "", "t=,v1=", "v1=00", $"t={now}", $"t={now},v1={Sign("whsec_other", now)}", $"t={now - 301},v1={Sign("whsec_one", now - 301)}", $"t={now + 301},v1={Sign("whsec_one", now + 301)}", $"t={now},v1={Sign("whsec_one", now - 1)}", $"t={now},v0={Sign("whsec_one", now)}"])
            Assert.IsType<InboundVerdict.Forged>(await VerifyAsync(header));
        Assert.IsType<InboundVerdict.Forged>(await VerifyAsync($"t={now},v1={Sign("whsec_one", now)}", [.. body, (byte)' ']));
        foreach (var strange in (byte[][])["{"u8.ToArray(), "[]"u8.ToArray(), """{"id": "evt_1"}"""u8.ToArray()])
            Assert.IsType<InboundVerdict.Malformed>(await VerifyAsync($"t={now},v1={Sign("whsec_one", now, strange)}", strange));
        // What happens in live mode is nothing to a shop with test keys.
        var live = """{"id": "evt_1", "type": "payment_intent.succeeded", "livemode": true}"""u8.ToArray();
        Assert.IsType<InboundVerdict.Forged>(await VerifyAsync($"t={now},v1={Sign("whsec_one", now, live)}", live));
        Assert.IsType<InboundVerdict.NotConfigured>(await Stripe(new() { SecretKey = "sk_test_x", PublishableKey = "pk_test_x" }).VerifyAsync(new(new Dictionary<string, string>(), body, Now), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https://api.paypal.com/v1/notifications/certs/CERT-1", true)]
    [InlineData("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1", true)]
    [InlineData("http://api.paypal.com/v1/notifications/certs/CERT-1", false)]
    [InlineData("https://api.paypal.com:8443/v1/notifications/certs/CERT-1", false)]
    [InlineData("https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1", false)]
    [InlineData("https://evil.example/api.paypal.com/v1/notifications/certs/CERT-1", false)]
    [InlineData("https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1", false)]
    [InlineData("https://user@api.paypal.com/v1/notifications/certs/CERT-1", false)]
    [InlineData("https://api.paypal.com/v1/notifications/certs/../../other", false)]
    [InlineData("https://api.paypal.com/v1/notifications/certs/CERT-1?x=https://evil.example", false)]
    [InlineData("https://api.paypal.com/v1/other/CERT-1", false)]
    public void Only_PayPals_own_addresses_have_its_certificates(string url, bool own) => Assert.Equal(own, PayPalSignature.IsOfPayPal(url));

    [Fact]
    public async Task PayPals_signature_is_checked_here_by_its_certificate()
    {
        using var signer = new PayPalSigner();
        var url = $"https://api.paypal.com/v1/notifications/certs/{Guid.NewGuid():N}";
        using var http = new HttpClient(new Certificates(url, signer.ChainPem));
        var provider = new PayPalProvider(new(new() { ClientId = "client-one", ClientSecret = "secret-one", WebhookId = "WH1" }, http, TimeProvider.System));
        var body = """{"id": "WH-EVENT-1", "event_type": "CHECKOUT.ORDER.APPROVED", "resource": {"id": "5O1"}}"""u8.ToArray();
        async Task<InboundVerdict> VerifyAsync(string webhookId, byte[] signed, byte[] sent, X509Certificate2Collection? roots) => await provider.VerifyAsync(
            new(new Dictionary<string, string>
            {
                ["PAYPAL-TRANSMISSION-ID"] = "tr-1",
                ["PAYPAL-TRANSMISSION-TIME"] = "2026-11-26T12:00:00Z",
                ["PAYPAL-TRANSMISSION-SIG"] = signer.Sign($"tr-1|2026-11-26T12:00:00Z|{webhookId}|{PayPalSignature.Checksum(signed)}"),
                ["PAYPAL-CERT-URL"] = url,
                ["PAYPAL-AUTH-ALGO"] = "SHA256withRSA",
            }, sent, Now), roots, TestContext.Current.CancellationToken);

        // Nobody's root: it cannot be decided here, and PayPal, which is asked then, is not there.
        await Assert.ThrowsAsync<PaymentException>(() => VerifyAsync("WH1", body, body, null));
        Assert.Equal(new InboundVerdict.Accepted("WH-EVENT-1"), await VerifyAsync("WH1", body, body, signer.Roots));
        Assert.IsType<InboundVerdict.Forged>(await VerifyAsync("WH2", body, body, signer.Roots));
        Assert.IsType<InboundVerdict.Forged>(await VerifyAsync("WH1", body, [.. body, (byte)' '], signer.Roots));
        Assert.Equal(0xCBF43926u, PayPalSignature.Checksum("123456789"u8));
    }

    [Fact]
    public void Webhooks_name_their_payment_and_other_peoples_none()
    {
        var (stripe, payPal) = (Stripe(new() { SecretKey = "sk_test_x", PublishableKey = "pk_test_x" }), PayPal(new() { ClientId = "client-one", ClientSecret = "secret-one" }));
        var id = Guid.CreateVersion7();
        PaymentNotice? OfStripe(string type, string about) => stripe.Read(Encoding.UTF8.GetBytes($$$$"""{"id": "evt_1", "type": "{{{{type}}}}", "data": {"object": {{{{about}}}} } }"""));
        PaymentNotice? OfPayPal(string type, string about) => payPal.Read(Encoding.UTF8.GetBytes($$$$"""{"id": "WH1", "event_type": "{{{{type}}}}", "resource": {{{{about}}}} }"""));

        Assert.Equal(new("pi_1", id), OfStripe("payment_intent.succeeded", $$"""{"id": "pi_1", "metadata": {"payment": "{{id}}"} }"""));
        Assert.Equal(new("pi_1", id), OfStripe("charge.refunded", $$"""{"id": "ch_1", "payment_intent": "pi_1", "metadata": {"payment": "{{id}}"} }"""));
        Assert.Equal(new("pi_1", null), OfStripe("refund.failed", """{"id": "re_1", "payment_intent": "pi_1", "metadata": {}}"""));
        Assert.Null(OfStripe("payment_intent.succeeded", """{"id": "pi_2", "metadata": {}}"""));
        Assert.Null(OfStripe("payment_intent.created", $$"""{"id": "pi_1", "metadata": {"payment": "{{id}}"} }"""));
        Assert.Null(OfStripe("customer.created", """{"id": "cus_1"}"""));

        Assert.Equal(new("5O1", null), OfPayPal("CHECKOUT.ORDER.APPROVED", """{"id": "5O1"}"""));
        Assert.Equal(new("5O1", id), OfPayPal("PAYMENT.CAPTURE.COMPLETED", $$$"""{"id": "2C", "custom_id": "{{{id}}}", "supplementary_data": {"related_ids": {"order_id": "5O1"} } }"""));
        Assert.Equal(new(null, id), OfPayPal("PAYMENT.CAPTURE.REFUNDED", $$"""{"id": "1R", "custom_id": "refund.{{id:N}}.2"}"""));
        Assert.Null(OfPayPal("PAYMENT.CAPTURE.COMPLETED", """{"id": "2C", "custom_id": "somebody else's"}"""));
        Assert.Null(OfPayPal("BILLING.PLAN.CREATED", """{"id": "P-1"}"""));
    }

    private static StripeProvider Stripe(StripeSettings settings) => new(new(settings, Nowhere, TimeProvider.System));

    private static PayPalProvider PayPal(PayPalSettings settings) => new(new(settings, Nowhere, TimeProvider.System));

    private static HttpClient Nowhere { get; } = new(new Certificates("", ""));

    /// <summary>Serves one certificate, and is out of reach otherwise.</summary>
    private sealed class Certificates(string url, string pem) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsoluteUri == url ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(pem) }) : throw new HttpRequestException(HttpRequestError.ConnectionError);
    }

    /// <summary>A signer as PayPal has one, below a root of our own.</summary>
    private sealed class PayPalSigner : IDisposable
    {
        private readonly RSA _key = RSA.Create(2048);

        internal PayPalSigner()
        {
            using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=Root of a test", rootKey, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            using var root = request.CreateSelfSigned(Now.AddYears(-5), Now.AddYears(10));
            var leaf = new CertificateRequest(new X500DistinguishedName("CN=messageverificationcerts.paypal.com"), _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var signed = leaf.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), Now.AddYears(-4), Now.AddYears(9), [1, 2, 3]);
            ChainPem = signed.ExportCertificatePem();
            Roots = [X509CertificateLoader.LoadCertificate(root.RawData)];
        }

        internal string ChainPem { get; }

        internal X509Certificate2Collection Roots { get; }

        internal string Sign(string message) => Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(message), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        public void Dispose() => _key.Dispose();
    }
}
