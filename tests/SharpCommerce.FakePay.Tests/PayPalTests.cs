using SharpCommerce.FakePay.Faults;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>PayPal's flows, by plain HTTP.</summary>
public sealed class PayPalTests
{
    [Fact]
    public async Task An_approved_order_is_authorized_captured_in_parts_and_refunded()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PayPal.OrderAsync(invoice: "i-1");
        Assert.Equal((200, "PAYER_ACTION_REQUIRED"), (order.Status, order.Value));
        Assert.Equal("ORDER_NOT_APPROVED", (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/authorize", key: "a")).Issue);
        Assert.True(await shop.Fake.ApproveOrderAsync(order.Id!));

        var authorized = await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/authorize", key: "a");
        Assert.Equal((201, "COMPLETED"), (authorized.Status, authorized.Value));
        var authorization = authorized.Body!["purchase_units"]![0]!["payments"]!["authorizations"]![0]!["id"]!.GetValue<string>();
        var path = $"/v2/payments/authorizations/{authorization}";

        Assert.Equal("MAX_CAPTURE_AMOUNT_EXCEEDED", (await shop.PayPal.PostAsync($"{path}/capture", Amount("20.01"), "c0")).Issue);
        var first = await shop.PayPal.PostAsync($"{path}/capture", Amount("5.00"), "c1", whole: true);
        Assert.Equal((201, "COMPLETED", "0.47"), (first.Status, first.Value, first.Body!["seller_receivable_breakdown"]!["paypal_fee"]!["value"]!.GetValue<string>()));
        Assert.Equal("PARTIALLY_CAPTURED", (await shop.PayPal.GetAsync(path)).Value);
        await shop.PayPal.PostAsync($"{path}/capture", """{"amount": {"currency_code": "EUR", "value": "10.00"}, "final_capture": true}""", "c2");
        Assert.Equal("CAPTURED", (await shop.PayPal.GetAsync(path)).Value);
        Assert.Equal("AUTHORIZATION_ALREADY_CAPTURED", (await shop.PayPal.PostAsync($"{path}/capture", Amount("1.00"), "c3")).Issue);
        Assert.Equal("PREVIOUSLY_CAPTURED", (await shop.PayPal.PostAsync($"{path}/void")).Issue);

        Assert.Equal("REFUND_AMOUNT_EXCEEDED", (await shop.PayPal.PostAsync($"/v2/payments/captures/{first.Id}/refund", Amount("5.01"), "r0")).Issue);
        var refund = await shop.PayPal.PostAsync($"/v2/payments/captures/{first.Id}/refund", Amount("2.00"), "r1");
        Assert.Equal((201, "COMPLETED"), (refund.Status, refund.Value));
        Assert.Equal("PARTIALLY_REFUNDED", (await shop.PayPal.GetAsync($"/v2/payments/captures/{first.Id}")).Value);
        await shop.PayPal.PostAsync($"/v2/payments/captures/{first.Id}/refund", key: "r2");
        Assert.Equal("CAPTURE_FULLY_REFUNDED", (await shop.PayPal.PostAsync($"/v2/payments/captures/{first.Id}/refund", key: "r3")).Issue);
        Assert.Equal(refund.Id, (await shop.PayPal.GetAsync($"/v2/payments/refunds/{refund.Id}")).Id);

        Assert.Equal(["authorization 2000 EUR", "capture 500 EUR", "capture 1000 EUR", "void 500 EUR", "refund 200 EUR", "refund 300 EUR"], shop.Movements(order.Id));
        Assert.Equal(("o-1", "i-1"), (shop.Fake.Ledger[1].Metadata["custom_id"], shop.Fake.Ledger[1].Metadata["invoice_id"]));
        var payments = (await shop.PayPal.GetAsync($"/v2/checkout/orders/{order.Id}")).Body!["purchase_units"]![0]!["payments"]!;
        Assert.Equal((1, 2, 2), (payments["authorizations"]!.AsArray().Count, payments["captures"]!.AsArray().Count, payments["refunds"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_buyer_approves_on_the_page_and_the_order_is_captured()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PayPal.OrderAsync("CAPTURE");
        var page = order.Body!["links"]!.AsArray().Single(link => link!["rel"]!.GetValue<string>() == "payer-action")!["href"]!.GetValue<string>();
        Assert.Contains("20.00 EUR", await shop.Http.GetStringAsync(page, Shop.Cancel), StringComparison.Ordinal);
        using var canceled = await shop.Http.PostAsync(page, new FormUrlEncodedContent([new("token", order.Id), new("action", "cancel")]), Shop.Cancel);
        Assert.Equal($"https://shop.example/cancel?token={order.Id}", canceled.Headers.Location?.ToString());
        using var approved = await shop.Http.PostAsync(page, new FormUrlEncodedContent([new("token", order.Id), new("action", "approve")]), Shop.Cancel);
        Assert.StartsWith($"https://shop.example/return?token={order.Id}&PayerID=", approved.Headers.Location?.ToString(), StringComparison.Ordinal);

        Assert.Equal("ACTION_DOES_NOT_MATCH_INTENT", (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/authorize", key: "a")).Issue);
        Assert.Equal(201, (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "c")).Status);
        Assert.Equal("ORDER_ALREADY_CAPTURED", (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "d")).Issue);
        Assert.Equal(["authorization 2000 EUR", "capture 2000 EUR"], shop.Movements());
    }

    [Fact]
    public async Task A_repeated_request_id_gets_the_latest_state_and_charges_once()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PayPal.OrderAsync("CAPTURE", key: "k1");
        await shop.Fake.ApproveOrderAsync(order.Id!);
        var again = await shop.PayPal.OrderAsync("CAPTURE", key: "k1", value: "99.00");
        Assert.Equal((200, order.Id, "APPROVED"), (again.Status, again.Id, again.Value));

        await shop.Fake.FailAsync(new() { Mode = FaultMode.ChargeThenError, Operation = "orders.capture", Count = 1 });
        Assert.Equal(500, (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "k1")).Status);
        var captured = await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "k1");
        Assert.Equal((200, "COMPLETED"), (captured.Status, captured.Value));
        Assert.Equal(2, shop.Fake.Ledger.Count);

        // After six hours an order's request id is forgotten.
        shop.Fake.Advance(TimeSpan.FromHours(6.1));
        Assert.NotEqual(order.Id, (await shop.PayPal.OrderAsync("CAPTURE", key: "k1")).Id);
    }

    [Fact]
    public async Task A_request_id_that_is_in_use_is_a_conflict_for_its_call_only()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.PayPal.SignInAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Hang, Operation = "orders.create", Count = 1 });
        var hanging = shop.PayPal.OrderAsync(key: "k1");
        await Eventually.TrueAsync(() => shop.Fake.Faults.Count == 0);
        Assert.Equal((409, "PREVIOUS_REQUEST_IN_PROGRESS"), Issue(await shop.PayPal.OrderAsync(key: "k1")));
        Assert.Equal(404, (await shop.PayPal.PostAsync("/v2/checkout/orders/NONE/capture", key: "k1")).Status);
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Refused, Provider = Provider.PayPal });
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task A_decline_is_tried_anew_with_the_same_request_id()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PayPal.OrderAsync("CAPTURE");
        await shop.Fake.ApproveOrderAsync(order.Id!);
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Decline, Count = 1 });
        Assert.Equal("INSTRUMENT_DECLINED", (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "c")).Issue);
        Assert.Equal("PAYER_CANNOT_PAY", (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "c", mock: "PAYER_CANNOT_PAY")).Issue);
        Assert.Empty(shop.Fake.Ledger);
        Assert.Equal(201, (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "c")).Status);
    }

    [Fact]
    public async Task A_void_releases_once()
    {
        await using var shop = await Shop.OpenAsync();
        var path = await AuthorizeAsync(shop);
        Assert.Equal((204, null), Pair(await shop.PayPal.PostAsync($"{path}/void")));
        Assert.Equal("PREVIOUSLY_VOIDED", (await shop.PayPal.PostAsync($"{path}/void")).Issue);
        Assert.Equal("AUTHORIZATION_VOIDED", (await shop.PayPal.PostAsync($"{path}/capture", key: "c")).Issue);
        Assert.Equal(["authorization 2000 EUR", "void 2000 EUR"], shop.Movements());

        var other = await AuthorizeAsync(shop);
        var voided = await shop.PayPal.PostAsync($"{other}/void", whole: true);
        Assert.Equal((200, "VOIDED"), Pair(voided));
    }

    [Fact]
    public async Task An_authorization_is_renewed_once_after_three_days_and_ends_after_29()
    {
        await using var shop = await Shop.OpenAsync();
        var path = await AuthorizeAsync(shop);
        Assert.Equal("REAUTHORIZATION_NOT_SUPPORTED", (await shop.PayPal.PostAsync($"{path}/reauthorize", key: "r")).Issue);
        shop.Fake.Advance(TimeSpan.FromDays(4));
        await shop.PayPal.SignInAsync();
        var renewed = await shop.PayPal.PostAsync($"{path}/reauthorize", key: "r");
        Assert.Equal(201, renewed.Status);
        Assert.Equal("AUTHORIZATION_EXPIRED", (await shop.PayPal.PostAsync($"{path}/capture", key: "c1")).Issue);
        Assert.Equal("REAUTHORIZATION_NOT_SUPPORTED", (await shop.PayPal.PostAsync($"/v2/payments/authorizations/{renewed.Id}/reauthorize", key: "s")).Issue);
        Assert.Equal("CANNOT_BE_VOIDED", (await shop.PayPal.PostAsync($"/v2/payments/authorizations/{renewed.Id}/void")).Issue);
        shop.Fake.Advance(TimeSpan.FromDays(26));
        await shop.PayPal.SignInAsync();
        Assert.Equal("AUTHORIZATION_EXPIRED", (await shop.PayPal.PostAsync($"/v2/payments/authorizations/{renewed.Id}/capture", key: "c2")).Issue);
        Assert.Equal(["authorization 2000 EUR", "void 2000 EUR", "reauthorization 2000 EUR"], shop.Movements());
    }

    [Theory]
    [InlineData(true, "COMPLETED", 2)]
    [InlineData(false, "DECLINED", 0)]
    public async Task A_pending_capture_moves_no_money_until_it_is_decided(bool succeeded, string status, int entries)
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PayPal.OrderAsync("CAPTURE");
        await shop.Fake.ApproveOrderAsync(order.Id!, pending: true);
        var captured = await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/capture", key: "c");
        var capture = captured.Body!["purchase_units"]![0]!["payments"]!["captures"]![0]!;
        Assert.Equal("PENDING", capture["status"]!.GetValue<string>());
        var id = capture["id"]!.GetValue<string>();
        Assert.Equal("PENDING_CAPTURE", (await shop.PayPal.PostAsync($"/v2/payments/captures/{id}/refund", key: "r")).Issue);
        Assert.Empty(shop.Fake.Ledger);
        Assert.True(await shop.Fake.SettleAsync(id, succeeded));
        Assert.Equal(status, (await shop.PayPal.GetAsync($"/v2/payments/captures/{id}")).Value);
        Assert.Equal(entries, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task Tokens_expire_can_be_revoked_and_need_the_secret()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PayPal.OrderAsync();
        shop.Fake.Advance(TimeSpan.FromSeconds(32401));
        Assert.Equal(401, (await shop.PayPal.GetAsync($"/v2/checkout/orders/{order.Id}")).Status);
        await shop.PayPal.SignInAsync();
        Assert.Equal(200, (await shop.PayPal.GetAsync($"/v2/checkout/orders/{order.Id}")).Status);
        shop.Fake.RevokePayPalTokens();
        Assert.Equal(401, (await shop.PayPal.GetAsync($"/v2/checkout/orders/{order.Id}")).Status);
        Assert.Equal(401, (await shop.PayPal.SignInAsync("wrong")).Status);
        Assert.Equal(2, shop.Fake.PayPalTokensIssued);
    }

    [Theory]
    [InlineData("20.001", "EUR", "DECIMAL_PRECISION")]
    [InlineData("20.5", "JPY", "DECIMAL_PRECISION")]
    [InlineData("0.00", "EUR", "CANNOT_BE_ZERO_OR_NEGATIVE")]
    [InlineData("20.00", "XYZ", "INVALID_CURRENCY_CODE")]
    public async Task An_amount_that_PayPal_does_not_trade_is_refused(string value, string currency, string issue)
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Equal((422, issue), Issue(await shop.PayPal.OrderAsync("CAPTURE", value, currency)));
    }

    [Theory]
    [InlineData("20", "JPY", 20)]
    [InlineData("2000", "HUF", 200000)]
    [InlineData("20.5", "EUR", 2050)]
    public async Task The_ledger_is_in_ISO_minor_units(string value, string currency, long booked)
    {
        await using var shop = await Shop.OpenAsync();
        await AuthorizeAsync(shop, value, currency);
        Assert.Equal((booked, currency), (shop.Fake.Ledger[0].Amount, shop.Fake.Ledger[0].Currency));
    }

    [Fact]
    public async Task Sums_of_an_order_must_agree()
    {
        await using var shop = await Shop.OpenAsync();
        static string Order(string total, string items) => $$"""
            {"intent": "CAPTURE", "purchase_units": [{
              "amount": {"currency_code": "EUR", "value": "{{total}}", "breakdown": {"item_total": {"currency_code": "EUR", "value": "{{items}}"}, "shipping": {"currency_code": "EUR", "value": "4.00"} } },
              "items": [{"name": "Beanie", "quantity": "2", "unit_amount": {"currency_code": "EUR", "value": "8.00"} }]}]}
            """;
        Assert.Equal((201, "CREATED"), Pair(await shop.PayPal.PostAsync("/v2/checkout/orders", Order("20.00", "16.00"))));
        Assert.Equal((422, "AMOUNT_MISMATCH"), Issue(await shop.PayPal.PostAsync("/v2/checkout/orders", Order("20.01", "16.00"))));
        Assert.Equal((422, "ITEM_TOTAL_MISMATCH"), Issue(await shop.PayPal.PostAsync("/v2/checkout/orders", Order("21.00", "17.00"))));
    }

    [Fact]
    public async Task An_invoice_number_is_for_one_order()
    {
        await using var shop = await Shop.OpenAsync();
        await AuthorizeAsync(shop, invoice: "i-1");
        var order = await shop.PayPal.OrderAsync(invoice: "i-1");
        await shop.Fake.ApproveOrderAsync(order.Id!);
        Assert.Equal((422, "DUPLICATE_INVOICE_ID"), Issue(await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/authorize", key: "a")));
    }

    [Fact]
    public async Task An_account_does_not_see_another_ones_orders()
    {
        await using var shop = await Shop.OpenAsync();
        var order = await shop.PayPal.OrderAsync();
        var other = new PayPalClient(shop.Http, shop.Fake.PayPalAddress, shop.Fake.AddAccount(FakeAccount.Named("other")));
        Assert.Equal((404, "INVALID_RESOURCE_ID"), Issue(await other.GetAsync($"/v2/checkout/orders/{order.Id}")));
    }

    private static string Amount(string value) => $$"""{"amount": {"currency_code": "EUR", "value": "{{value}}"} }""";

    private static (int, string?) Pair(PayPalClient.Reply reply) => (reply.Status, reply.Value);

    private static (int, string?) Issue(PayPalClient.Reply reply) => (reply.Status, reply.Issue);

    /// <summary>The path of an authorization.</summary>
    private static async Task<string> AuthorizeAsync(Shop shop, string value = "20.00", string currency = "EUR", string? invoice = null)
    {
        var order = await shop.PayPal.OrderAsync("AUTHORIZE", value, currency, invoice: invoice);
        await shop.Fake.ApproveOrderAsync(order.Id!);
        var authorized = await shop.PayPal.PostAsync($"/v2/checkout/orders/{order.Id}/authorize", key: $"a-{order.Id}");
        return $"/v2/payments/authorizations/{authorized.Body!["purchase_units"]![0]!["payments"]!["authorizations"]![0]!["id"]!.GetValue<string>()}";
    }
}
