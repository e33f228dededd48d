using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.PayPal;
using SharpCommerce.FakePay.Validation;
using Stripe;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>Requests that are not as the providers describe them are refused and reported. What is right is in every other test, which allows no violation.</summary>
public sealed class ValidationTests
{
    private const string Order = """{"intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": "EUR", "value": "20.00"}}]}""";

    [Theory]
    [InlineData("amount=2000", "parameter_missing", "currency")]
    [InlineData("amount=20.00&currency=eur", "parameter_invalid_integer", "amount")]
    [InlineData("amount=2000&currency=eur&colour=red", "parameter_unknown", "colour")]
    [InlineData("amount=2000&currency=eur&capture_method=never", null, "capture_method")]
    [InlineData("amount=2000&currency=eur&shipping[address][line1]=x", "parameter_missing", "shipping[name]")]
    [InlineData("amount=2000&currency=eur&automatic_payment_methods[enabled]=true&automatic_payment_methods[redirects]=never", "parameter_unknown", "automatic_payment_methods[redirects]")]
    [InlineData("amount=2000&currency=eur&statement_descriptor=12345678901234567890123", "parameter_invalid_string_length", "statement_descriptor")]
    public async Task Stripe_refuses_what_is_not_described(string form, string? code, string parameter)
    {
        Specifications.SkipWithout();
        await using var shop = await Shop.OpenAsync();
        shop.BreaksRules = true;
        var (status, body) = await PostFormAsync(shop, "/v1/payment_intents", form, null);
        Assert.Equal((400, code, parameter), (status, body["error"]!["code"]?.GetValue<string>(), body["error"]!["param"]!.GetValue<string>()));
        var violation = Assert.Single(shop.Fake.Violations);
        Assert.Equal((Provider.Stripe, "fakepay", "POST", "/v1/payment_intents", false), (violation.Provider, violation.Account, violation.Method, violation.Path, violation.Answer));
    }

    [Theory]
    [InlineData("2024-04-10", 200)]
    [InlineData("2026-10-28.endive", 400)]
    public async Task Payment_method_types_are_gone_in_todays_version(string version, int status)
    {
        Specifications.SkipWithout();
        await using var shop = await Shop.OpenAsync();
        shop.BreaksRules = true;
        Assert.Equal(status, (await PostFormAsync(shop, "/v1/payment_intents", "amount=2000&currency=eur&payment_method_types[]=card", version)).Status);
    }

    [Fact]
    public async Task What_Stripe_added_since_is_allowed_by_name()
    {
        await using var shop = await Shop.OpenAsync();
        var intent = await shop.Intents.CreateAsync(new() { Amount = 2000, Currency = "eur", AllowedPaymentMethodTypes = ["card"] }, cancellationToken: Shop.Cancel);
        Assert.Equal(["card"], intent.PaymentMethodTypes);
    }

    [Fact]
    public async Task An_unknown_query_parameter_is_refused()
    {
        Specifications.SkipWithout();
        await using var shop = await Shop.OpenAsync();
        shop.BreaksRules = true;
        var options = new PaymentIntentListOptions();
        options.AddExtraParam("colour", "red");
        await StripePaymentTests.RefusedAsync("parameter_unknown", () => shop.Intents.ListAsync(options, cancellationToken: Shop.Cancel));
    }

    [Theory]
    [InlineData("\"20.00\"", "20.00", "INVALID_PARAMETER_SYNTAX", "/purchase_units/0/amount/value")]
    [InlineData("20.00", "20,00", "INVALID_PARAMETER_SYNTAX", "/purchase_units/0/amount/value")]
    [InlineData("EUR", "EURO", "INVALID_STRING_LENGTH", "/purchase_units/0/amount/currency_code")]
    [InlineData("\"intent\": \"CAPTURE\", ", "", "MISSING_REQUIRED_PARAMETER", "/intent")]
    [InlineData("CAPTURE", "STEAL", "INVALID_PARAMETER_VALUE", "/intent")]
    [InlineData("\"intent\"", "\"colour\": 1, \"intent\"", "NOT_SUPPORTED", "/colour")]
    [InlineData("}]}", "}]", "MALFORMED_REQUEST_JSON", null)]
    public async Task PayPal_refuses_what_is_not_described(string part, string changed, string issue, string? field)
    {
        Specifications.SkipWithout();
        await using var shop = await Shop.OpenAsync();
        shop.BreaksRules = true;
        var reply = await shop.PayPal.PostAsync("/v2/checkout/orders", Order.Replace(part, changed, StringComparison.Ordinal), "k1");
        Assert.Equal((400, issue, field), (reply.Status, reply.Issue, reply.Body!["details"]![0]!["field"]?.GetValue<string>()));
        Assert.Single(shop.Fake.Violations);
    }

    [Fact]
    public async Task A_payment_source_needs_a_request_id()
    {
        await using var shop = await Shop.OpenAsync();
        shop.BreaksRules = true;
        var reply = await shop.PayPal.PostAsync("/v2/checkout/orders", Order.Replace("\"intent\"", "\"payment_source\": {\"paypal\": {}}, \"intent\"", StringComparison.Ordinal));
        Assert.Equal((400, "PAYPAL_REQUEST_ID_REQUIRED"), (reply.Status, reply.Issue));
    }

    [Fact]
    public async Task A_call_that_the_fake_does_not_have_is_reported()
    {
        await using var shop = await Shop.OpenAsync();
        shop.BreaksRules = true;
        Assert.Equal(404, (await PostFormAsync(shop, "/v1/customers", "", null)).Status);
        Assert.Equal(404, (await shop.PayPal.GetAsync("/v2/checkout/baskets")).Status);
        Assert.Equal(["/v1/customers", "/v2/checkout/baskets"], shop.Fake.Violations.Select(violation => violation.Path));
    }

    [Fact]
    public async Task Without_descriptions_the_fake_still_refuses_what_it_cannot_do()
    {
        await using var fake = await FakePayServer.StartAsync();
        Assert.False(fake.Validates);
        using var http = new HttpClient(new SocketsHttpHandler());
        var payPal = new PayPalClient(http, fake.PayPalAddress, fake.Accounts[0]);
        Assert.Equal("MISSING_REQUIRED_PARAMETER", (await payPal.PostAsync("/v2/checkout/orders", """{"intent": "CAPTURE"}""")).Issue);
        Assert.Empty(fake.Violations);
    }

    [Fact]
    public void Every_issue_that_we_answer_is_PayPals_with_its_status()
    {
        Specifications.SkipWithout();
        var official = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Specifications.Folder!, "paypal-issues.json")))!.AsObject();
        Assert.All(PayPalErrors.Issues, issue => Assert.Contains($"{issue.Value}", official[issue.Key]!["http"]!.AsArray().Select(status => status!.GetValue<string>())));
    }

    [Fact]
    public void A_form_with_nested_keys_becomes_JSON() => Assert.Equal(
        """{"a":"1","b":{"c":["x","y"],"d":{"e":""}},"f":["p"]}""",
        FormReader.Read("a=1&b[c][0]=x&b[c][1]=y&b[d][e]=&f[]=p").ToJsonString());

    private static async Task<(int Status, JsonNode Body)> PostFormAsync(Shop shop, string path, string form, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.Fake.StripeAddress + path) { Content = new StringContent(form) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.Authorization = new("Bearer", shop.Account.StripeSecretKey);
        if (version is not null)
            request.Headers.Add("Stripe-Version", version);
        using var response = await shop.Http.SendAsync(request, Shop.Cancel);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Shop.Cancel))!);
    }
}
