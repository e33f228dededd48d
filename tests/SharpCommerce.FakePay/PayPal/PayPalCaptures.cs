using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using static SharpCommerce.FakePay.PayPal.PayPalObjects;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>Captures and their refunds.</summary>
internal static class PayPalCaptures
{
    internal static JsonObject Make(Call call, JsonObject order, JsonObject unit, long amount, string currency, string status, JsonObject? authorization = null, bool final = true)
    {
        var fee = Math.Min(amount, ((amount * 249) + 5000) / 10000 + 35);
        var related = new JsonObject { ["order_id"] = order.Text("id") };
        if (authorization is not null)
            related["authorization_id"] = authorization.Text("id");
        var capture = new JsonObject
        {
            ["id"] = Ids.PayPal(),
            ["status"] = status,
            ["amount"] = Money(amount, currency),
            ["final_capture"] = final,
            ["seller_protection"] = new JsonObject { ["status"] = "ELIGIBLE", ["dispute_categories"] = new JsonArray("ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION") },
            ["supplementary_data"] = new JsonObject { ["related_ids"] = related },
            ["create_time"] = Time(call.Now),
            ["x_order"] = order.Text("id"),
            ["x_authorization"] = authorization.Text("id"),
            ["x_amount"] = amount,
            ["x_refunded"] = 0,
        };
        if (status == "PENDING")
            capture["status_details"] = new JsonObject { ["reason"] = "PENDING_REVIEW" };
        else
            capture["seller_receivable_breakdown"] = new JsonObject { ["gross_amount"] = Money(amount, currency), ["paypal_fee"] = Money(fee, currency), ["net_amount"] = Money(amount - fee, currency) };
        if ((call.Body.Text("invoice_id") ?? unit.Text("invoice_id")) is { } invoice)
            capture["invoice_id"] = invoice;
        if (unit.Text("custom_id") is { } custom)
            capture["custom_id"] = custom;
        call.Save(PayPalObjects.Capture, capture);
        return capture;
    }

    /// <summary>Lists it with the order's payments.</summary>
    internal static void Add(Call call, JsonObject order, JsonObject unit, string list, JsonObject value)
    {
        if (unit.List(list) is not { } ids)
            unit[list] = ids = [];
        ids.Add(value.Text("id"));
        call.Save(Order, order);
    }

    internal static void Tell(Call call, JsonObject capture)
    {
        var id = capture.Text("id")!;
        if (capture.Text("status") == "COMPLETED")
        {
            if (capture.Text("x_authorization") is null)
                call.Record("authorization", capture.Number("x_amount"), capture, id);
            call.Record("capture", capture.Number("x_amount"), capture, id, capture.Text("x_authorization") ?? id);
        }
        PayPalEvents.Emit(call, capture.Text("status") switch
        {
            "COMPLETED" => "PAYMENT.CAPTURE.COMPLETED",
            "PENDING" => "PAYMENT.CAPTURE.PENDING",
            _ => "PAYMENT.CAPTURE.DENIED",
        }, "capture", Whole(call, PayPalObjects.Capture, capture));
    }

    /// <summary>A pending capture is decided.</summary>
    internal static void Settle(Call call, JsonObject capture, bool completed)
    {
        if (capture.Text("status") != "PENDING")
            throw PayPalErrors.Issue(call, "REFUND_NOT_ALLOWED");
        capture["status"] = completed ? "COMPLETED" : "DECLINED";
        capture.Remove("status_details");
        call.Save(PayPalObjects.Capture, capture);
        Tell(call, capture);
    }

    internal static Answer Get(Call call) => new(200, Whole(call, PayPalObjects.Capture, call.Find(PayPalObjects.Capture, call.Id("capture_id"))));

    internal static Answer GetRefund(Call call) => new(200, Whole(call, PayPalObjects.Refund, call.Find(PayPalObjects.Refund, call.Id("refund_id"))));

    internal static Answer Refund(Call call)
    {
        var capture = call.Find(PayPalObjects.Capture, call.Id("capture_id"));
        switch (capture.Text("status"))
        {
            case "PENDING":
                throw PayPalErrors.Issue(call, "PENDING_CAPTURE");
            case "REFUNDED":
                throw PayPalErrors.Issue(call, "CAPTURE_FULLY_REFUNDED");
            case not ("COMPLETED" or "PARTIALLY_REFUNDED"):
                throw PayPalErrors.Issue(call, "REFUND_NOT_ALLOWED");
        }
        var currency = capture.Map("amount").Text("currency_code")!;
        var left = capture.Number("x_amount") - capture.Number("x_refunded");
        var (amount, given) = call.Body.ContainsKey("amount") ? call.Read(call.Body.Map("amount"), "/amount") : (left, currency);
        if (given != currency)
            throw PayPalErrors.Issue(call, "REFUND_CAPTURE_CURRENCY_MISMATCH", "/amount/currency_code");
        if (amount > left)
            throw PayPalErrors.Issue(call, "REFUND_AMOUNT_EXCEEDED", "/amount/value");
        if (PayPalErrors.Asked(call) is { } issue)
            throw PayPalErrors.Issue(call, issue.Length > 0 ? issue : "REFUND_FAILED_INSUFFICIENT_FUNDS");

        var refund = new JsonObject
        {
            ["id"] = Ids.PayPal(),
            ["status"] = "COMPLETED",
            ["amount"] = Money(amount, currency),
            ["seller_payable_breakdown"] = new JsonObject
            {
                ["gross_amount"] = Money(amount, currency),
                ["paypal_fee"] = Money(0, currency),
                ["net_amount"] = Money(amount, currency),
                ["total_refunded_amount"] = Money(capture.Number("x_refunded") + amount, currency),
            },
            ["create_time"] = Time(call.Now),
            ["x_order"] = capture.Text("x_order"),
            ["x_capture"] = capture.Text("id"),
        };
        foreach (var name in Marks.Append("note_to_payer").Where(call.Body.ContainsKey))
            refund[name] = call.Body.Text(name);
        if (!refund.ContainsKey("custom_id") && capture.Text("custom_id") is { } custom)
            refund["custom_id"] = custom;
        capture["x_refunded"] = capture.Number("x_refunded") + amount;
        capture["status"] = amount == left ? "REFUNDED" : "PARTIALLY_REFUNDED";
        call.Save(PayPalObjects.Capture, capture);
        call.Save(PayPalObjects.Refund, refund);
        var order = call.Find(Order, capture.Text("x_order")!);
        var unit = order.List("purchase_units")!.OfType<JsonObject>().First(one => one.List("x_captures")?.Any(id => id!.GetValue<string>() == capture.Text("id")) == true);
        Add(call, order, unit, "x_refunds", refund);
        call.Record("refund", amount, refund, refund.Text("id")!, capture.Text("id"));
        PayPalEvents.Emit(call, "PAYMENT.CAPTURE.REFUNDED", "refund", Whole(call, PayPalObjects.Refund, refund));
        return call.Show(PayPalObjects.Refund, refund, 201);
    }
}
