using System.Text.Json;
using SharpCommerce.Payments;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Payments;

/// <summary>Shoppers pay, staff capture and give back, and the bank's books are ours.</summary>
public sealed class PaymentFlowTests
{
    // One unit and five euros of shipping.
    private const long Total = 6_400;

    [Theory, EachEngine]
    public async Task An_order_waits_until_its_shopper_has_paid_and_a_repeated_call_gets_the_same(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        var cart = await shop.Shop.AddReadyCartAsync((await shop.Shop.AddVariantAsync(), 1));
        var order = (await shop.Shop.Http.CompleteAsync(cart, "once", PaidShop.Scripted)).Expect(201).Json;
        Assert.Equal(("pending_payment", "requires_action"), (order.Text("status"), order.Text("paymentStatus")));
        var action = order.At("payments", 0).GetProperty("nextAction");
        Assert.Equal(("client_secret", "pk_public"), (action.Text("type"), action.Text("publishableKey")));
        Assert.Equal(order.Id(), (await shop.Shop.Http.CompleteAsync(cart, "once", PaidShop.Scripted)).Expect(201).Json.Id());
        // The kept answer is gone, as after a day: the order is found all the same.
        await shop.Shop.ExecuteAsync("DELETE FROM idempotency_records WHERE tenant_id = @tenant");
        var again = (await shop.Shop.Http.CompleteAsync(cart, "once", PaidShop.Scripted)).Expect(201).Json;
        Assert.Equal((order.Id(), action.Text("clientSecret")), (again.Id(), again.At("payments", 0).GetProperty("nextAction").Text("clientSecret")));

        Assert.Equal("pending_payment", (await shop.SyncAsync(again)).Expect(200).Json.Text("status"));
        shop.Bank.Move(PaidShop.PaymentOf(order), PaymentState.Authorized);
        var paid = (await shop.SyncAsync(again)).Expect(200).Json;
        Assert.Equal(("confirmed", "authorized"), (paid.Text("status"), paid.Text("paymentStatus")));
        Assert.False(paid.At("payments", 0).TryGetProperty("nextAction", out _));
        Assert.Single(shop.Bank.Accounts);
        Assert.DoesNotContain("_secret", await shop.Shop.DumpAsync("payments"), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Staff_capture_and_give_back_in_parts_and_never_more_than_there_is(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Capabilities = shop.Bank.Capabilities with { SeveralCaptures = true };
        var order = await shop.OrderAsync();
        Assert.Equal(("confirmed", "authorized"), (order.Text("status"), order.Text("paymentStatus")));
        (await shop.StaffAsync(order, "refund")).ExpectProblem(409, "illegal_transition");
        (await shop.StaffAsync(order, "capture", Total + 1)).ExpectProblem(409, "amount_exceeded");
        (await shop.StaffAsync(order, "capture", 0)).ExpectProblem(400, "validation_failed");
        Assert.Equal("partially_paid", (await shop.StaffAsync(order, "capture", 1_000)).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal("paid", (await shop.StaffAsync(order, "capture", key: "rest")).Expect(200).Json.Text("paymentStatus"));
        (await shop.StaffAsync(order, "capture")).ExpectProblem(409, "illegal_transition");
        (await shop.StaffAsync(order, "void")).ExpectProblem(409, "illegal_transition");
        Assert.Equal("partially_refunded", (await shop.StaffAsync(order, "refund", 400)).Expect(200).Json.Text("paymentStatus"));
        (await shop.StaffAsync(order, "refund", Total)).ExpectProblem(409, "amount_exceeded");
        var all = (await shop.StaffAsync(order, "refund")).Expect(200).Json;
        Assert.Equal(("refunded", Total, Total), (all.Text("paymentStatus"), all.At("payments", 0).Amount("captured"), all.At("payments", 0).Amount("refunded")));
        Assert.Equal((Total, Total), (shop.Bank.Captured, shop.Bank.Refunded));
        // The record of the key is gone: the payment itself knows what was done under it.
        await shop.Shop.ExecuteAsync("DELETE FROM idempotency_records WHERE tenant_id = @tenant");
        (await shop.StaffAsync(order, "capture", key: "rest")).Expect(200);
        Assert.Equal(Total, shop.Bank.Captured);
        Assert.Equal(2 * Total, await shop.Shop.CountAsync("SELECT CAST(sum(amount) AS bigint) FROM ledger_entries WHERE tenant_id = @tenant"));
    }

    [Theory, EachEngine]
    public async Task What_a_provider_cannot_do_is_refused_before_it_is_asked(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Capabilities = shop.Bank.Capabilities with { PartialCapture = false, PartialRefund = false };
        var order = await shop.OrderAsync();
        (await shop.StaffAsync(order, "capture", 100)).ExpectProblem(409, "capability_unsupported");
        (await shop.StaffAsync(order, "capture")).Expect(200);
        (await shop.StaffAsync(order, "refund", 100)).ExpectProblem(409, "capability_unsupported");
        Assert.Equal(2, shop.Bank.Calls);
        var unlucky = await shop.Shop.AddReadyCartAsync((await shop.Shop.AddVariantAsync(price: 66_100), 1));
        (await shop.Shop.Http.CompleteAsync(unlucky, null, PaidShop.Scripted)).ExpectProblem(409, "amount_not_payable");
    }

    [Theory, EachEngine]
    public async Task Captured_at_once_it_is_paid_and_its_fee_is_in_the_ledger(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine, "automatic");
        var order = await shop.OrderAsync();
        Assert.Equal(("confirmed", "paid", Total), (order.Text("status"), order.Text("paymentStatus"), order.At("payments", 0).Amount("captured")));
        Assert.Equal(64, await shop.Shop.CountAsync("SELECT amount FROM ledger_entries WHERE tenant_id = @tenant AND kind = 'fee'"));
    }

    [Theory, EachEngine]
    public async Task A_refusal_is_an_answer_and_the_order_can_be_paid_in_another_way(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        (shop.Bank.Begins, shop.Bank.Declines) = (PaymentState.Failed, DeclineReason.Fraud);
        var order = await shop.OrderAsync();
        Assert.Equal(("pending_payment", "failed", "declined"), (order.Text("status"), order.Text("paymentStatus"), order.At("payments", 0).Text("declineReason")));
        Assert.Equal(1, shop.Bank.Calls);
        Assert.Equal("fraud", (await shop.ReadAsync(order)).At("payments", 0).Text("declineReason"));
        (await shop.PayAsync(order, "nobody")).ExpectProblem(503, "provider_not_configured");
        var paid = (await shop.PayAsync(order, "manual")).Expect(201).Json;
        Assert.Equal(("confirmed", "authorized", 2), (paid.Text("status"), paid.Text("paymentStatus"), paid.List("payments").Count));
        (await shop.PayAsync(order, "manual")).ExpectProblem(409, "illegal_transition");
    }

    [Theory, EachEngine]
    public async Task Another_way_to_pay_gives_up_the_one_that_waits_for_the_shopper(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        var order = await shop.OrderAsync();
        var paid = (await shop.PayAsync(order, "manual")).Expect(201).Json;
        Assert.Equal(("confirmed", "voided"), (paid.Text("status"), paid.At("payments", 0).Text("status")));
        Assert.Equal(PaymentState.Canceled, Assert.Single(shop.Bank.Accounts).State);
    }

    [Theory, EachEngine]
    public async Task A_shopper_calls_an_unpaid_order_off_and_buys_again_from_the_same_cart(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        var variant = await shop.Shop.AddVariantAsync(stock: 1);
        var order = await shop.OrderAsync(variant);
        Assert.Equal((1, 1), await shop.Shop.StockAsync(variant));
        (await shop.Shop.Http.CallAsync("DELETE", $"store/orders/{order.Id()}")).ExpectProblem(404, "not_found");
        var canceled = (await shop.Shop.Http.CallAsync("DELETE", $"store/orders/{order.Id()}", null, ("X-Order-Token", order.Text("accessToken")))).Expect(200).Json;
        Assert.Equal(("canceled", "voided"), (canceled.Text("status"), canceled.Text("paymentStatus")));
        Assert.Equal((1, 0), await shop.Shop.StockAsync(variant));
        shop.Bank.Begins = PaymentState.Authorized;
        var second = (await shop.Shop.Http.CompleteAsync(order.Text("cartId"), null, PaidShop.Scripted)).Expect(201).Json;
        Assert.Equal("confirmed", second.Text("status"));
        (await shop.Shop.Http.CallAsync("DELETE", $"store/orders/{second.Id()}", null, ("X-Order-Token", second.Text("accessToken")))).ExpectProblem(409, "illegal_transition");
    }

    [Theory, EachEngine]
    public async Task Canceling_gives_back_what_was_promised_and_what_was_paid(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        var promised = await shop.OrderAsync();
        var voided = (await shop.Shop.Admin.CallAsync("POST", $"admin/orders/{promised.Id()}/cancel", new { })).Expect(200).Json;
        Assert.Equal(("canceled", "voided"), (voided.Text("status"), voided.Text("paymentStatus")));
        var paid = await shop.OrderAsync();
        (await shop.StaffAsync(paid, "capture")).Expect(200);
        var refunded = (await shop.Shop.Admin.CallAsync("POST", $"admin/orders/{paid.Id()}/cancel", new { })).Expect(200).Json;
        Assert.Equal(("canceled", "refunded"), (refunded.Text("status"), refunded.Text("paymentStatus")));
        Assert.Equal((Total, Total), (shop.Bank.Captured, shop.Bank.Refunded));
    }

    [Theory, EachEngine]
    public async Task By_hand_staff_settle_invoices_in_the_same_way(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1));
        var path = $"admin/orders/{order.Id()}/payments/{order.At("payments", 0).Id()}";
        Task<Answer> Do(string operation, long? amount) => shop.Admin.CallAsync("POST", $"{path}/{operation}", amount is { } part ? new { amount = shop.Price(part) } : new { }, ("Idempotency-Key", Guid.NewGuid().ToString()));
        Assert.Equal("partially_paid", (await Do("capture", 400)).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal("paid", (await Do("capture", null)).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal("partially_refunded", (await Do("refund", 100)).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal("refunded", (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/cancel", new { })).Expect(200).Json.Text("paymentStatus"));
    }
}
