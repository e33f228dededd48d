using System.Net;
using System.Text.Json;
using SharpCommerce.Payments;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Payments;

/// <summary>Whatever happens on the way, one charge and one matching order, or money returned.</summary>
public sealed class PaymentFaultTests
{
    private const long Total = 6_400;

    /// <summary>How a call can end without an answer that says what became of it.</summary>
    public static TheoryData<Engine, string, bool> Lost { get; } = new(
        from engine in Enum.GetValues<Engine>() from fault in (string[])["500", "reset", "timeout"] from afterwards in (bool[])[true, false] select (engine, fault, afterwards));

    [Theory, MemberData(nameof(Lost))]
    public async Task A_lost_answer_is_asked_for_again_with_the_same_key(Engine engine, string fault, bool afterwards)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Next(() => Throw(fault), afterwards);
        var order = await shop.OrderAsync();
        Assert.Equal(("confirmed", "authorized"), (order.Text("status"), order.Text("paymentStatus")));
        Assert.Single(shop.Bank.Accounts);

        shop.Bank.Next(() => Throw(fault), afterwards);
        Assert.Equal("paid", (await shop.StaffAsync(order, "capture")).Expect(200).Json.Text("paymentStatus"));
        shop.Bank.Next(() => Throw(fault), afterwards);
        Assert.Equal("partially_refunded", (await shop.StaffAsync(order, "refund", 1_000)).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal((Total, 1_000), (shop.Bank.Captured, shop.Bank.Refunded));
    }

    [Theory, MemberData(nameof(Lost))]
    public async Task What_stays_unknown_is_pending_until_it_is_known_and_never_paid_twice(Engine engine, string fault, bool afterwards)
    {
        await using var shop = await PaidShop.OpenAsync(engine, "automatic");
        shop.Bank.Next(() => Throw(fault), afterwards, times: 3);
        var order = await shop.OrderAsync();
        Assert.Equal(("pending_payment", "pending"), (order.Text("status"), order.Text("paymentStatus")));
        await shop.CheckAsync(order);
        Assert.Equal(("confirmed", "paid"), ((await shop.ReadAsync(order)).Text("status"), (await shop.ReadAsync(order)).Text("paymentStatus")));
        Assert.Equal((1, Total), (shop.Bank.Accounts.Count, shop.Bank.Captured));
    }

    [Theory, EachEngine]
    public async Task A_refund_whose_end_is_not_known_is_looked_after(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine, "automatic");
        var order = await shop.OrderAsync();
        shop.Bank.Next(() => Throw("timeout"), afterwards: true, times: 3);
        Assert.Equal("paid", (await shop.StaffAsync(order, "refund", 1_000)).Expect(200).Json.Text("paymentStatus"));
        // By whoever comes next: the process that asked may be gone.
        Assert.Equal(1, await shop.Shop.CountAsync("SELECT count(*) FROM payments WHERE tenant_id = @tenant AND check_at IS NOT NULL"));
        await shop.CheckAsync(order);
        Assert.Equal(("partially_refunded", 1_000), ((await shop.ReadAsync(order)).Text("paymentStatus"), shop.Bank.Refunded));
    }

    [Theory, EachEngine]
    public async Task While_it_is_not_known_that_a_payment_was_given_up_none_is_begun(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        var order = await shop.OrderAsync();
        shop.Bank.Next(() => Throw("timeout"), afterwards: false, times: 3);
        (await shop.PayAsync(order, "manual")).ExpectProblem(409, "payment_pending");
        Assert.Equal("confirmed", (await shop.PayAsync(order, "manual")).Expect(201).Json.Text("status"));
        Assert.Equal(PaymentState.Canceled, Assert.Single(shop.Bank.Accounts).State);
    }

    [Theory, EachEngine]
    public async Task A_provider_out_of_reach_fails_the_payment_and_nothing_else(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Next(() => throw new HttpRequestException(HttpRequestError.ConnectionError), afterwards: false, times: 3);
        var order = await shop.OrderAsync();
        Assert.Equal(("pending_payment", "failed"), (order.Text("status"), order.Text("paymentStatus")));
        Assert.Equal("confirmed", (await shop.PayAsync(order, ScriptedProvider.Id)).Expect(201).Json.Text("status"));
        Assert.Single(shop.Bank.Accounts);

        // After five faults in a row it is left alone, before anything is written.
        shop.Bank.Next(() => throw new HttpRequestException(HttpRequestError.ConnectionError), afterwards: false, times: 20);
        for (var i = 0; i < 3; i++)
            await shop.OrderAsync();
        var cart = await shop.Shop.AddReadyCartAsync((await shop.Shop.AddVariantAsync(), 1));
        (await shop.Shop.Http.CompleteAsync(cart, null, PaidShop.Scripted)).ExpectProblem(503, "provider_unavailable");
        (await shop.Shop.Http.CompleteAsync(cart)).Expect(201);
    }

    [Theory, EachEngine]
    public async Task A_webhook_before_the_answer_and_twenty_after_it_settle_once(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine, "automatic");
        shop.Bank.Next(async () => (await shop.HookAsync(shop.Bank.Accounts[0].Id[4..] is var id ? Guid.Parse(id) : default)).Expect(202), afterwards: true);
        var order = await shop.OrderAsync();
        var hooks = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.HookAsync(PaidShop.PaymentOf(order))));
        Assert.All(hooks, hook => Assert.Equal(202, hook.Status));
        (await shop.HookAsync(PaidShop.PaymentOf(order), "forged")).ExpectProblem(401, "signature_invalid");
        await shop.UntilAsync(order, "confirmed", "paid");
        await HandledAsync(shop);
        var events = (await shop.ReadAsync(order)).List("events").Select(change => change.Text("type"));
        Assert.Equal(["placed", "confirmed"], events);
        Assert.Equal((1, Total), (shop.Bank.Accounts.Count, shop.Bank.Captured));
        Assert.Equal(1, await shop.Shop.CountAsync("SELECT count(*) FROM ledger_entries WHERE tenant_id = @tenant AND kind = 'capture'"));
    }

    [Theory, EachEngine]
    public async Task A_shopper_who_never_comes_back_has_their_order_all_the_same(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        var order = await shop.OrderAsync();
        shop.Bank.Move(PaidShop.PaymentOf(order), PaymentState.Authorized);
        (await shop.HookAsync(PaidShop.PaymentOf(order))).Expect(202);
        await shop.UntilAsync(order, "confirmed", "authorized");
    }

    [Theory, EachEngine]
    public async Task Without_a_webhook_the_worker_asks(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        var order = await shop.OrderAsync();
        shop.Bank.Move(PaidShop.PaymentOf(order), PaymentState.Captured);
        await shop.Shop.ExecuteAsync("UPDATE payments SET check_at = created_at WHERE tenant_id = @tenant");
        await shop.UntilAsync(order, "confirmed", "paid");
    }

    [Theory, EachEngine]
    public async Task Another_amount_or_currency_never_confirms_an_order(Engine engine)
    {
        foreach (var (reports, attention) in ((Func<Money, Money>, string)[])[(amount => amount with { Amount = 1 }, "amount_mismatch"), (amount => amount with { Currency = Currency.Parse("USD") }, "currency_mismatch")])
        {
            await using var shop = await PaidShop.OpenAsync(engine);
            shop.Bank.Reports = reports;
            var order = await shop.OrderAsync();
            var seen = await shop.ReadAsync(order);
            Assert.Equal(("pending_payment", attention), (seen.Text("status"), seen.At("payments", 0).Text("attention")));
            // What was only promised was let go.
            Assert.Equal(PaymentState.Canceled, Assert.Single(shop.Bank.Accounts).State);
        }
    }

    [Theory, EachEngine]
    public async Task Another_amount_that_was_taken_goes_back_and_the_order_waits_on(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        shop.Bank.Reports = amount => amount with { Amount = amount.Amount - 1 };
        var order = await shop.OrderAsync();
        shop.Bank.Move(PaidShop.PaymentOf(order), PaymentState.Captured);
        (await shop.HookAsync(PaidShop.PaymentOf(order))).Expect(202);

        var seen = await shop.UntilAsync(order, "pending_payment", "refunded");
        Assert.Equal("amount_mismatch", seen.At("payments", 0).Text("attention"));
        Assert.Equal((Total, Total), (shop.Bank.Captured, shop.Bank.Refunded));
    }

    [Theory, EachEngine]
    public async Task An_order_nobody_paid_is_given_up_and_money_that_comes_later_goes_back(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        shop.Bank.Begins = PaymentState.RequiresAction;
        var variant = await shop.Shop.AddVariantAsync(stock: 1);
        var order = await shop.OrderAsync(variant);
        // The bank keeps the payment alive although it is told to give it up.
        shop.Bank.Next(() => throw new PaymentException(PaymentFault.OutcomeUnknown, "No answer."), afterwards: false, times: 3);
        await shop.Shop.ExecuteAsync("UPDATE orders SET payment_due_at = placed_at WHERE tenant_id = @tenant");
        await shop.CheckAsync(order);
        Assert.Equal("canceled", (await shop.ReadAsync(order)).Text("status"));
        Assert.Equal((1, 0), await shop.Shop.StockAsync(variant));

        shop.Bank.Move(PaidShop.PaymentOf(order), PaymentState.Captured);
        (await shop.HookAsync(PaidShop.PaymentOf(order))).Expect(202);
        var late = await shop.UntilAsync(order, "canceled", "refunded");
        Assert.Equal((Total, Total), (shop.Bank.Captured, shop.Bank.Refunded));
        Assert.Contains(late.At("payments", 0).List("operations"), operation => operation.Text("operation") == "refund" && operation.Text("reason") == PaymentBook.Returned);
    }

    [Theory, EachEngine]
    public async Task Two_refunds_at_once_never_give_back_more_than_was_taken(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine, "automatic");
        for (var round = 0; round < 3; round++)
        {
            var order = await shop.OrderAsync();
            var before = shop.Bank.Refunded;
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.StaffAsync(order, "refund", 4_000)));
            Assert.Equal(1, answers.Count(answer => answer.Status == 200));
            Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.ExpectProblem(409, "amount_exceeded"));
            Assert.Equal(4_000, shop.Bank.Refunded - before);
        }
    }

    [Theory, EachEngine]
    public async Task Capture_void_and_cancel_at_once_leave_one_of_them(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        for (var round = 0; round < 3; round++)
        {
            var order = await shop.OrderAsync();
            await Task.WhenAll(
                shop.StaffAsync(order, "capture"), shop.StaffAsync(order, "capture"), shop.StaffAsync(order, "void"), shop.Shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/cancel", new { }));
            await shop.CheckAsync(order);
            var end = await shop.ReadAsync(order);
            Assert.Equal("canceled", end.Text("status"));
            Assert.Contains(end.Text("paymentStatus"), (string[])["voided", "refunded"]);
        }
        Assert.Equal(shop.Bank.Captured, shop.Bank.Refunded);
    }

    [Theory, EachEngine]
    public async Task A_call_whose_process_died_is_made_by_another(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine);
        // Nothing arrives, and nobody hears of it.
        shop.Bank.Next(() => Throw("timeout"), afterwards: false, times: 3);
        var order = await shop.OrderAsync();
        Assert.Empty(shop.Bank.Accounts);
        await shop.Shop.ExecuteAsync("UPDATE payment_attempts SET status = 'sent' WHERE tenant_id = @tenant");
        await shop.CheckAsync(order);
        // It may still be under way in a living process.
        Assert.Empty(shop.Bank.Accounts);
        await shop.Shop.ExecuteAsync($"UPDATE payment_attempts SET sent_at = sent_at - {(engine == Engine.PostgreSql ? "interval '1 minute'" : "60000000")} WHERE tenant_id = @tenant");
        await shop.CheckAsync(order);
        Assert.Single(shop.Bank.Accounts);
        Assert.Equal("confirmed", (await shop.ReadAsync(order)).Text("status"));
    }

    private static Task Throw(string fault) => throw fault switch
    {
        "500" => new HttpRequestException("An error.", null, HttpStatusCode.InternalServerError),
        "reset" => new HttpRequestException(HttpRequestError.ResponseEnded, "It ended too early.", new IOException()),
        _ => new TaskCanceledException("It takes too long.", new TimeoutException()),
    };

    private static async Task HandledAsync(PaidShop shop)
    {
        for (var start = Environment.TickCount64; await shop.Shop.CountAsync("SELECT count(*) FROM inbox_messages WHERE tenant_id = @tenant AND status = 'waiting'") > 0; await Task.Delay(100, TestContext.Current.CancellationToken))
            Assert.True(Environment.TickCount64 - start < 30_000, "Not every message was handled.");
    }
}
