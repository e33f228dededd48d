using System.Text.Json;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using static SharpCommerce.Testing.ConformanceShop;

namespace SharpCommerce.Testing;

/// <summary>The cases of <see cref="PaymentConformance"/>.</summary>
internal static class PaymentCases
{
    private const int Copies = 20;
    private const int AllTries = 3;

    internal static async Task CaptureAsync(ConformanceShop shop)
    {
        var order = await shop.PaidAsync();
        Expect("the payment's status while it is promised", PaymentStatus.Authorized, order.PaymentStatus);
        Expect("what the bank has promised", Total, shop.BankPayment(order).Promised);
        Expect("what the bank has captured before anybody asked", 0, shop.BankPayment(order).Captured);
        var captured = await shop.CaptureAsync(order);
        Expect("the payment's status after the capture", PaymentStatus.Paid, captured.PaymentStatus);
        Expect("what the bank has captured", Total, shop.BankPayment(order).Captured);
        await ExpectErrorAsync("a second capture", () => shop.CaptureAsync(order));
    }

    internal static async Task TakeAtOnceAsync(ConformanceShop shop)
    {
        Needs(shop.Capabilities.AutomaticCapture, "It does not take money at once.");
        var order = await shop.PaidAsync(CaptureMode.Automatic);
        Expect("the payment's status", PaymentStatus.Paid, order.PaymentStatus);
        Expect("what the bank has captured", Total, shop.BankPayment(order).Captured);
    }

    internal static async Task CapturePartAsync(ConformanceShop shop)
    {
        Needs(shop.Capabilities.PartialCapture, "It captures all or nothing.");
        var order = await shop.PaidAsync();
        await ExpectErrorAsync("a capture of more than was promised", () => shop.CaptureAsync(order, Total + 1));
        var part = await shop.CaptureAsync(order, 2_000);
        Expect("what is captured", 2_000, part.Payments[0].Captured.Amount);
        if (!shop.Capabilities.SeveralCaptures)
        {
            await ExpectErrorAsync("a second capture of a provider that knows only one", () => shop.CaptureAsync(order, 1_000));
            return;
        }
        await shop.CaptureAsync(order, 1_000);
        var all = await shop.CaptureAsync(order);
        Expect("the payment's status after the last part", PaymentStatus.Paid, all.PaymentStatus);
    }

    internal static async Task VoidAsync(ConformanceShop shop)
    {
        var order = await shop.PaidAsync();
        Expect("the payment's status", PaymentStatus.Voided, (await shop.VoidAsync(order)).PaymentStatus);
        Expect("what the bank still has promised", 0, shop.BankPayment(order).Promised);
        await ExpectErrorAsync("a capture of what was given up", () => shop.CaptureAsync(order));
    }

    internal static async Task RefundAsync(ConformanceShop shop)
    {
        var order = await shop.PaidAsync();
        await shop.CaptureAsync(order);
        if (shop.Capabilities.PartialRefund)
        {
            Expect("the payment's status after a part", PaymentStatus.PartiallyRefunded, (await shop.RefundAsync(order, 1_000)).PaymentStatus);
            await shop.RefundAsync(order, 900);
            await ExpectErrorAsync("a refund of more than is left", () => shop.RefundAsync(order, Total - 1_900 + 1));
        }
        Expect("the payment's status after the rest", PaymentStatus.Refunded, (await shop.RefundAsync(order)).PaymentStatus);
        Expect("what the bank has given back", Total, shop.BankPayment(order).Refunded);
        await ExpectErrorAsync("a refund when nothing is left", () => shop.RefundAsync(order));
    }

    internal static async Task RefundAtOnceAsync(ConformanceShop shop)
    {
        var order = await shop.PaidAsync();
        await shop.CaptureAsync(order);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            try
            {
                await shop.RefundAsync(order);
            }
            catch (CommerceException)
            {
                // One of them comes too late.
            }
        }));
        Expect("what the bank has given back", Total, shop.BankPayment(order).Refunded);
    }

    internal static async Task DeclineAsync(ConformanceShop shop)
    {
        if (!shop.Bank.Tricks.HasFlag(BankTricks.ShopperActs))
            await shop.Bank.NextAsync(BankFault.Decline);
        var placed = await shop.OrderAsync();
        await shop.ActAsync(placed, declines: true);
        var declined = await shop.SyncAsync(placed);
        Expect("the order's status after a decline", OrderStatus.PendingPayment, declined.Status);
        if (declined.Payments[0].DeclineReason is null)
            throw new ConformanceException("A declined payment says no reason.");
        Expect("what the bank has promised or taken after a decline", 0, shop.Bank.Payments.Sum(payment => payment.Promised + payment.Captured));
        var again = declined.Payments[0].Status == PaymentStatus.RequiresAction ? placed : await shop.PayAgainAsync(placed, placed.AccessToken!);
        var payment = again.Payments.Count - 1;
        await shop.ActAsync(again, payment: payment);
        var paid = await shop.SyncAsync(again, payment);
        Expect("the order's status after another try", OrderStatus.Confirmed, paid.Status);
        Expect("what the bank has promised", Total, shop.Bank.Payments.Sum(found => found.Promised));
    }

    /// <summary>The host repeats with the same key, and the provider must know it.</summary>
    internal static async Task LoseAnswerAsync(ConformanceShop shop, BankFault fault)
    {
        await shop.Bank.NextAsync(fault);
        var order = await shop.PaidAsync();
        Expect("in how many payments the bank has promised or taken something", 1, shop.Bank.Payments.Count(payment => payment.Promised + payment.Captured > 0));
        await shop.Bank.NextAsync(fault);
        Expect("the payment's status after the capture", PaymentStatus.Paid, (await SettledAsync(shop, () => shop.CaptureAsync(order), order)).PaymentStatus);
        await shop.Bank.NextAsync(fault);
        Expect("the payment's status after the refund", PaymentStatus.Refunded, (await SettledAsync(shop, () => shop.RefundAsync(order), order)).PaymentStatus);
        var bank = shop.BankPayment(order);
        Expect("what the bank has captured and given back", (Total, Total), (bank.Captured, bank.Refunded));
    }

    internal static async Task HangAsync(ConformanceShop shop)
    {
        var order = await shop.PaidAsync();
        await shop.Bank.NextAsync(BankFault.HangAfter);
        Expect("the payment's status after the capture", PaymentStatus.Paid, (await SettledAsync(shop, () => shop.CaptureAsync(order), order)).PaymentStatus);
        Expect("what the bank has captured", Total, shop.BankPayment(order).Captured);
    }

    internal static async Task LoseBeginningAsync(ConformanceShop shop)
    {
        await shop.Bank.NextAsync(BankFault.ResetAfter, AllTries);
        var placed = await shop.OrderAsync();
        Expect("the order's status while nothing is known", OrderStatus.PendingPayment, placed.Status);
        if (placed.PaymentStatus is PaymentStatus.Failed or PaymentStatus.Voided)
            throw new ConformanceException("A payment of which nothing is known is shown as failed.");
        var found = await shop.CheckAsync(placed);
        if (found.Status == OrderStatus.PendingPayment && shop.Bank.Tricks.HasFlag(BankTricks.ShopperActs))
        {
            var shown = await shop.SyncShopperAsync(found, placed.AccessToken!);
            await shop.ActAsync(shown);
            found = await shop.SyncAsync(shown);
        }
        Expect("the order's status when it is known", OrderStatus.Confirmed, found.Status);
        Expect("in how many payments the bank has promised or taken something", 1, shop.Bank.Payments.Count(payment => payment.Promised + payment.Captured > 0));
    }

    internal static async Task LoseCallAsync(ConformanceShop shop)
    {
        var order = await shop.PaidAsync();
        await shop.Bank.NextAsync(BankFault.LostBefore);
        Expect("the payment's status after the capture", PaymentStatus.Paid, (await SettledAsync(shop, () => shop.CaptureAsync(order), order)).PaymentStatus);
        Expect("what the bank has captured", Total, shop.BankPayment(order).Captured);
    }

    internal static async Task WebhookAsync(ConformanceShop shop)
    {
        var placed = await shop.OrderAsync();
        await shop.ActAsync(placed);
        var known = await shop.ReadAsync(placed);
        Accept(await shop.ReceiveAsync(await shop.Bank.WebhookAsync(shop.BankPayment(known))));
        await shop.UntilAsync(placed, OrderStatus.Confirmed, PaymentStatus.Authorized);
    }

    internal static async Task WebhookStormAsync(ConformanceShop shop)
    {
        var placed = await shop.OrderAsync();
        await shop.ActAsync(placed);
        var before = await shop.Bank.WebhookAsync(shop.BankPayment(await shop.ReadAsync(placed)));
        var order = await shop.SyncAsync(placed);
        await shop.CaptureAsync(order);
        var after = await shop.Bank.WebhookAsync(shop.BankPayment(order));
        Accept(await shop.ReceiveAsync(after));
        foreach (var accepted in await Task.WhenAll(Enumerable.Range(0, Copies).Select(n => shop.ReceiveAsync(n % 2 == 0 ? after : before))))
            Accept(accepted);
        Accept(await shop.ReceiveAsync(before));
        await shop.UntilAsync(order, OrderStatus.Confirmed, PaymentStatus.Paid);
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        var now = await shop.ReadAsync(order);
        Expect("the payment's status after the storm", PaymentStatus.Paid, now.PaymentStatus);
        Expect("what was captured", Total, now.Payments[0].Captured.Amount);
    }

    internal static async Task ForgedWebhookAsync(ConformanceShop shop)
    {
        var placed = await shop.OrderAsync();
        await shop.ActAsync(placed);
        var genuine = await shop.Bank.WebhookAsync(shop.BankPayment(await shop.ReadAsync(placed)));
        var tampered = genuine.Body.ToArray();
        var digit = Array.FindLastIndex(tampered, one => one is >= (byte)'0' and <= (byte)'9');
        tampered[digit] = tampered[digit] == '9' ? (byte)'8' : (byte)(tampered[digit] + 1);
        Refuse("a webhook whose body was changed", await shop.ReceiveAsync(genuine with { Body = tampered }));
        Refuse("a webhook without headers", await shop.ReceiveAsync(genuine with { Headers = new Dictionary<string, string>() }));
        foreach (var (name, value) in genuine.Headers)
        {
            if (value.Length < 16)
                continue;
            var middle = value.Length / 2;
            var other = value[..middle] + (value[middle] == '0' ? '1' : '0') + value[(middle + 1)..];
            Refuse($"a webhook whose {name} was changed", await shop.ReceiveAsync(genuine with { Headers = new Dictionary<string, string>(genuine.Headers) { [name] = other } }), onlyIf: IsSignature(name));
        }
        Accept(await shop.ReceiveAsync(genuine));

        static bool IsSignature(string name) => name.Contains("sig", StringComparison.OrdinalIgnoreCase);
    }

    internal static async Task OtherAmountAsync(ConformanceShop shop)
    {
        shop.Bank.Misreport(amount => amount with { Amount = amount.Amount - 1 });
        await NeverConfirmedAsync(shop);
    }

    internal static async Task OtherCurrencyAsync(ConformanceShop shop)
    {
        shop.Bank.Misreport(amount => amount with { Currency = Currency.Parse("USD") });
        await NeverConfirmedAsync(shop);
    }

    internal static async Task PayLateAsync(ConformanceShop shop)
    {
        var placed = await shop.OrderAsync();
        // The bank never hears that the payment is given up.
        await shop.Bank.NextAsync(BankFault.LostBefore, AllTries);
        await shop.CancelAsync(placed);
        await shop.ActAsync(placed);
        var late = await shop.CheckAsync(placed);
        late = await shop.CheckAsync(late);
        Expect("the order's status", OrderStatus.Canceled, late.Status);
        var bank = shop.BankPayment(late);
        Expect("what the bank keeps for an order that was called off", 0, bank.Promised + bank.Captured - bank.Refunded);
    }

    internal static async Task SecretsAsync(ConformanceShop shop)
    {
        var order = await shop.PaidAsync();
        await shop.CaptureAsync(order);
        var settings = await shop.SettingsAsync();
        var secrets = settings!.Fields.Where(field => field.Secret).Select(field => shop.Bank.Settings.GetValueOrDefault(field.Name)).OfType<string>().Where(value => value.Length > 0).ToList();
        var shown = JsonSerializer.Serialize(settings) + JsonSerializer.Serialize(await shop.ReadAsync(order));
        foreach (var secret in secrets)
        {
            if (shown.Contains(secret, StringComparison.Ordinal))
                throw new ConformanceException("A setting that is secret is shown.");
            if (shop.Log.Any(line => line.Contains(secret, StringComparison.Ordinal)))
                throw new ConformanceException("A setting that is secret is in the log.");
        }
    }

    private static async Task NeverConfirmedAsync(ConformanceShop shop)
    {
        var placed = await shop.OrderAsync();
        await shop.ActAsync(placed);
        var now = await shop.SyncAsync(placed);
        Expect("the order's status when the bank has something else", OrderStatus.PendingPayment, now.Status);
        if (now.Payments[0].Attention is null)
            throw new ConformanceException("Nobody is told that the bank has something else than was asked for.");
        Expect("what the bank has promised and taken", 0, shop.Bank.Payments.Sum(payment => payment.Promised + payment.Captured - payment.Refunded));
    }

    /// <summary>A call whose outcome may be known only after the provider was asked once more.</summary>
    private static async Task<OrderView> SettledAsync(ConformanceShop shop, Func<Task<OrderView>> call, OrderView order)
    {
        try
        {
            await call();
        }
        catch (CommerceException pending) when (pending.Error.Code == "payment_pending")
        {
            // It is known later.
        }
        return await shop.SyncAsync(order);
    }

    private static void Accept(bool accepted)
    {
        if (!accepted)
            throw new ConformanceException("A genuine webhook is refused.");
    }

    private static void Refuse(string what, bool accepted, bool onlyIf = true)
    {
        if (accepted && onlyIf)
            throw new ConformanceException($"Expected that {what} is refused, but it is accepted.");
    }

    private static void Needs(bool applies, string otherwise)
    {
        if (!applies)
            throw new DoesNotApplyException(otherwise);
    }
}
