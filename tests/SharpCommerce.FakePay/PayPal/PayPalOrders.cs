using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using static SharpCommerce.FakePay.PayPal.PayPalObjects;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>Orders v2: made, approved by the buyer, then authorized or captured.</summary>
internal static class PayPalOrders
{
    internal static readonly string[] Minimal = ["id", "status", "payment_source", "payer", "purchase_units", "links"];

    private static readonly string[] Sums = ["item_total", "tax_total", "shipping", "handling", "insurance"];

    internal static Answer Create(Call call)
    {
        var body = call.Body;
        if (body.ContainsKey("payment_source") && call.Key is null)
            throw PayPalErrors.Issue(call, "PAYPAL_REQUEST_ID_REQUIRED", "PayPal-Request-Id");
        var intent = body.Text("intent") is "CAPTURE" or "AUTHORIZE" ? body.Text("intent") : throw PayPalErrors.Issue(call, "INVALID_PARAMETER_VALUE", "/intent");
        if (body.List("purchase_units") is not { Count: > 0 } units)
            throw PayPalErrors.Issue(call, "MISSING_REQUIRED_PARAMETER", "/purchase_units");
        var kept = new JsonArray();
        for (var index = 0; index < units.Count; index++)
            kept.Add(Unit(call, units[index]!.AsObject(), $"/purchase_units/{index}"));
        var references = kept.Select(unit => unit.Text("reference_id")).ToList();
        if (references.Distinct().Count() < references.Count)
            throw PayPalErrors.Issue(call, "DUPLICATE_REFERENCE_ID", "/purchase_units");
        if (kept.Select(unit => unit.Map("amount").Text("currency_code")).Distinct().Count() > 1)
            throw PayPalErrors.Issue(call, "MULTI_CURRENCY_ORDER", "/purchase_units");
        if (PayPalErrors.Asked(call) is { } issue)
            throw PayPalErrors.Issue(call, issue.Length > 0 ? issue : "INSTRUMENT_DECLINED");

        var context = body.Map("payment_source").Map("paypal").Map("experience_context") ?? body.Map("application_context");
        var order = new JsonObject
        {
            ["id"] = Ids.PayPal(),
            ["intent"] = intent,
            ["status"] = body.ContainsKey("payment_source") ? "PAYER_ACTION_REQUIRED" : "CREATED",
            ["purchase_units"] = kept,
            ["create_time"] = Time(call.Now),
            ["x_return_url"] = context.Text("return_url"),
            ["x_cancel_url"] = context.Text("cancel_url"),
        };
        if (body.ContainsKey("payment_source"))
            order["payment_source"] = new JsonObject { ["paypal"] = new JsonObject() };
        call.Save(Order, order);
        return call.Show(Order, order, body.ContainsKey("payment_source") ? 200 : 201);
    }

    internal static Answer Get(Call call) => new(200, Whole(call, call.Find(Order, call.Id("id"))));

    internal static Answer Authorize(Call call)
    {
        var order = Begin(call, "AUTHORIZE", "ORDER_ALREADY_AUTHORIZED");
        foreach (var unit in order.List("purchase_units")!.OfType<JsonObject>())
        {
            var (amount, currency) = call.Read(unit.Map("amount"), "");
            var authorization = PayPalAuthorizations.Make(call, order, unit, amount, currency);
            unit["x_authorizations"] = new JsonArray(authorization.Text("id"));
            call.Record("authorization", amount, authorization, authorization.Text("id")!);
            PayPalEvents.Emit(call, "PAYMENT.AUTHORIZATION.CREATED", "authorization", PayPalObjects.Whole(call, Authorization, authorization));
        }
        return Complete(call, order);
    }

    internal static Answer Capture(Call call)
    {
        var order = Begin(call, "CAPTURE", "ORDER_ALREADY_CAPTURED");
        foreach (var unit in order.List("purchase_units")!.OfType<JsonObject>())
        {
            var (amount, currency) = call.Read(unit.Map("amount"), "");
            var status = order.Text("x_capture") ?? "COMPLETED";
            var capture = PayPalCaptures.Make(call, order, unit, amount, currency, status);
            unit["x_captures"] = new JsonArray(capture.Text("id"));
            PayPalCaptures.Tell(call, capture);
        }
        return Complete(call, order);
    }

    /// <summary>The buyer approves at PayPal; false when the order does not wait for it.</summary>
    internal static bool Approve(Call call, JsonObject order, string? capture)
    {
        if (order.Text("status") is not ("CREATED" or "PAYER_ACTION_REQUIRED"))
            return false;
        var name = new JsonObject { ["given_name"] = "Ada", ["surname"] = "Buyer" };
        var address = new JsonObject { ["country_code"] = "DE" };
        order["status"] = "APPROVED";
        order["x_capture"] = capture;
        order["payer"] = new JsonObject { ["name"] = name.Copy(), ["email_address"] = "buyer@example.com", ["payer_id"] = "QYR5Z8XDVJNXQ", ["address"] = address.Copy() };
        order["payment_source"] = new JsonObject
        {
            ["paypal"] = new JsonObject { ["email_address"] = "buyer@example.com", ["account_id"] = "QYR5Z8XDVJNXQ", ["name"] = name, ["address"] = address },
        };
        call.Save(Order, order);
        PayPalEvents.Emit(call, "CHECKOUT.ORDER.APPROVED", "checkout-order", Whole(call, order));
        return true;
    }

    internal static JsonObject Whole(Call call, JsonObject order)
    {
        var shown = order.Shown();
        var api = $"{call.State.Address(Provider.PayPal)}/v2/checkout/orders/{order.Text("id")}";
        var links = new JsonArray(Link(api, "self", "GET"));
        if (order.Text("status") is "CREATED" or "PAYER_ACTION_REQUIRED")
            links.Add(Link($"{call.State.Address(Provider.PayPal)}/checkoutnow?token={order.Text("id")}", order.Text("status") == "CREATED" ? "approve" : "payer-action", "GET"));
        else if (order.Text("status") == "APPROVED")
            links.Add(Link($"{api}/{order.Text("intent")!.ToLowerInvariant()}", order.Text("intent")!.ToLowerInvariant(), "POST"));
        shown["links"] = links;
        var units = new JsonArray();
        foreach (var unit in order.List("purchase_units")!.OfType<JsonObject>())
        {
            var copy = unit.Shown();
            var payments = new JsonObject();
            foreach (var (kind, name) in new[] { (Authorization, "authorizations"), (PayPalObjects.Capture, "captures"), (Refund, "refunds") })
            {
                if (unit.List($"x_{name}") is { Count: > 0 } ids)
                    payments[name] = new JsonArray([.. ids.Select(id => PayPalObjects.Whole(call, kind, call.Find(kind, id!.GetValue<string>())))]);
            }
            if (payments.Count > 0)
                copy["payments"] = payments;
            units.Add(copy);
        }
        shown["purchase_units"] = units;
        return shown;
    }

    /// <summary>An invoice number belongs to one order of the account.</summary>
    internal static void CheckInvoice(Call call, string? invoice, string order)
    {
        const string Kind = "paypal_invoice";
        if (invoice is null)
            return;
        var id = $"{call.Account.Name}:{invoice}";
        if (call.Book.Find(Kind, call.Account.Name, id) is { } known && known.Text("order") != order)
            throw PayPalErrors.Issue(call, "DUPLICATE_INVOICE_ID", "/invoice_id");
        call.Book.Put(Kind, call.Account.Name, id, new() { ["order"] = order });
    }

    private static JsonObject Begin(Call call, string intent, string already)
    {
        var order = call.Find(Order, call.Id("id"));
        if (order.Text("intent") != intent)
            throw PayPalErrors.Issue(call, "ACTION_DOES_NOT_MATCH_INTENT");
        if (order.Text("status") == "COMPLETED")
            throw PayPalErrors.Issue(call, already);
        if (order.Text("status") != "APPROVED")
            throw PayPalErrors.Issue(call, "ORDER_NOT_APPROVED");
        if (PayPalErrors.Asked(call) is { } issue)
            throw PayPalErrors.Issue(call, issue.Length > 0 ? issue : "INSTRUMENT_DECLINED");
        foreach (var unit in order.List("purchase_units")!)
            CheckInvoice(call, unit.Text("invoice_id"), order.Text("id")!);
        return order;
    }

    private static Answer Complete(Call call, JsonObject order)
    {
        order["status"] = "COMPLETED";
        call.Save(Order, order);
        PayPalEvents.Emit(call, "CHECKOUT.ORDER.COMPLETED", "checkout-order", Whole(call, order));
        return call.Show(Order, order, 201);
    }

    private static JsonObject Unit(Call call, JsonObject unit, string field)
    {
        var (amount, currency) = call.Read(unit.Map("amount"), $"{field}/amount");
        var breakdown = unit.Map("amount").Map("breakdown");
        if (breakdown is not null)
        {
            long Part(string name) => breakdown.Map(name) is { } part ? call.Read(part, $"{field}/amount/breakdown/{name}", zero: true).Amount : 0;
            if (Sums.Sum(Part) - Part("shipping_discount") - Part("discount") != amount)
                throw PayPalErrors.Issue(call, "AMOUNT_MISMATCH", $"{field}/amount/value");
        }
        if (unit.List("items") is { Count: > 0 } items)
        {
            var total = breakdown.Map("item_total") ?? throw PayPalErrors.Issue(call, "ITEM_TOTAL_REQUIRED", $"{field}/amount/breakdown/item_total");
            if (items.Sum(item => call.Read(item.Map("unit_amount"), $"{field}/items", zero: true).Amount * item.Whole("quantity") ?? 0) != call.Read(total, field, zero: true).Amount)
                throw PayPalErrors.Issue(call, "ITEM_TOTAL_MISMATCH", $"{field}/amount/breakdown/item_total");
        }
        var kept = unit.Copy();
        kept["reference_id"] = unit.Text("reference_id") ?? "default";
        kept["amount"]!["value"] = Currencies.ToPayPal(amount, currency);
        kept["payee"] ??= new JsonObject { ["merchant_id"] = call.Account.PayPalMerchantId };
        return kept;
    }
}
