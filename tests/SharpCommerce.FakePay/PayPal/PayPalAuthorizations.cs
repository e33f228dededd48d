using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using static SharpCommerce.FakePay.PayPal.PayPalObjects;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>Authorizations: captured in parts, voided, renewed once after the honor period of three days, void after 29.</summary>
internal static class PayPalAuthorizations
{
    private const int MostCaptures = 10;
    private static readonly TimeSpan Honored = TimeSpan.FromDays(3);
    private static readonly TimeSpan Life = TimeSpan.FromDays(29);

    internal static JsonObject Make(Call call, JsonObject order, JsonObject unit, long amount, string currency)
    {
        var authorization = new JsonObject
        {
            ["id"] = Ids.PayPal(),
            ["status"] = "CREATED",
            ["amount"] = Money(amount, currency),
            ["seller_protection"] = new JsonObject { ["status"] = "ELIGIBLE", ["dispute_categories"] = new JsonArray("ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION") },
            ["supplementary_data"] = new JsonObject { ["related_ids"] = new JsonObject { ["order_id"] = order.Text("id") } },
            ["expiration_time"] = Time(call.Now + Life),
            ["create_time"] = Time(call.Now),
            ["x_at"] = call.Now.ToUnixTimeSeconds(),
            ["x_order"] = order.Text("id"),
            ["x_reference"] = unit.Text("reference_id"),
            ["x_left"] = amount,
            ["x_captures"] = 0,
        };
        foreach (var name in Marks.Where(unit.ContainsKey))
            authorization[name] = unit.Text(name);
        call.Save(Authorization, authorization);
        return authorization;
    }

    internal static Answer Get(Call call) => new(200, Whole(call, Authorization, Named(call)));

    internal static Answer Capture(Call call)
    {
        var authorization = Named(call);
        CheckUsable(call, authorization);
        var currency = authorization.Map("amount").Text("currency_code")!;
        var left = authorization.Number("x_left");
        var (amount, given) = call.Body.ContainsKey("amount") ? call.Read(call.Body.Map("amount"), "/amount") : (left, currency);
        if (given != currency)
            throw PayPalErrors.Issue(call, "AUTH_CAPTURE_CURRENCY_MISMATCH", "/amount/currency_code");
        if (amount > left)
            throw PayPalErrors.Issue(call, "MAX_CAPTURE_AMOUNT_EXCEEDED", "/amount/value");
        if (authorization.Number("x_captures") == MostCaptures)
            throw PayPalErrors.Issue(call, "MAX_CAPTURE_COUNT_EXCEEDED");
        var asked = PayPalErrors.Asked(call);
        if (asked is { Length: > 0 })
            throw PayPalErrors.Issue(call, asked);
        var order = call.Find(Order, authorization.Text("x_order")!);
        PayPalOrders.CheckInvoice(call, call.Body.Text("invoice_id"), order.Text("id")!);

        var unit = order.List("purchase_units")!.OfType<JsonObject>().First(one => one.Text("reference_id") == authorization.Text("x_reference"));
        var final = call.Body.Flag("final_capture") == true || amount == left;
        var capture = PayPalCaptures.Make(call, order, unit, amount, currency, asked is null ? "COMPLETED" : "DECLINED", authorization, final);
        PayPalCaptures.Add(call, order, unit, "x_captures", capture);
        if (asked is null)
        {
            authorization["x_captures"] = authorization.Number("x_captures") + 1;
            authorization["x_left"] = final ? 0 : left - amount;
            authorization["status"] = final ? "CAPTURED" : "PARTIALLY_CAPTURED";
            call.Save(Authorization, authorization);
        }
        PayPalCaptures.Tell(call, capture);
        if (asked is null && final && amount < left)
            call.Record("void", left - amount, authorization, authorization.Text("id")!, authorization.Text("id"));
        return call.Show(PayPalObjects.Capture, capture, 201);
    }

    internal static Answer Void(Call call)
    {
        var authorization = Named(call);
        switch (authorization.Text("status"))
        {
            case "VOIDED":
                throw PayPalErrors.Issue(call, "PREVIOUSLY_VOIDED");
            case "CAPTURED":
                throw PayPalErrors.Issue(call, "PREVIOUSLY_CAPTURED");
        }
        if (authorization.Flag("x_renewal") == true)
            throw PayPalErrors.Issue(call, "CANNOT_BE_VOIDED");
        Close(call, authorization);
        // A renewal falls with what it renewed.
        if (authorization.Text("x_renewed_by") is { } renewal && call.Find(Authorization, renewal) is var other && other.Text("status") is not ("CAPTURED" or "VOIDED"))
            Close(call, other);
        return call.Show(Authorization, authorization, 204);
    }

    internal static Answer Reauthorize(Call call)
    {
        var authorization = Named(call);
        CheckUsable(call, authorization);
        var age = call.Now - DateTimeOffset.FromUnixTimeSeconds(authorization.Number("x_at"));
        if (age < Honored || authorization.Flag("x_renewal") == true || authorization.Number("x_captures") > 0)
            throw PayPalErrors.Issue(call, "REAUTHORIZATION_NOT_SUPPORTED");
        var currency = authorization.Map("amount").Text("currency_code")!;
        var left = authorization.Number("x_left");
        var (amount, given) = call.Body.ContainsKey("amount") ? call.Read(call.Body.Map("amount"), "/amount") : (left, currency);
        if (given != currency)
            throw PayPalErrors.Issue(call, "AUTH_CURRENCY_MISMATCH", "/amount/currency_code");
        if (amount > left)
            throw PayPalErrors.Issue(call, "REAUTHORIZATION_NOT_SUPPORTED", "/amount/value");

        var order = call.Find(Order, authorization.Text("x_order")!);
        var unit = order.List("purchase_units")!.OfType<JsonObject>().First(one => one.Text("reference_id") == authorization.Text("x_reference"));
        var renewal = Make(call, order, unit, amount, currency);
        renewal["x_renewal"] = true;
        renewal["expiration_time"] = authorization.Text("expiration_time");
        renewal["x_at"] = authorization.Number("x_at");
        call.Save(Authorization, renewal);
        authorization["x_renewed_by"] = renewal.Text("id");
        authorization["x_left"] = 0;
        call.Save(Authorization, authorization);
        PayPalCaptures.Add(call, order, unit, "x_authorizations", renewal);
        call.Record("void", left, authorization, authorization.Text("id")!, authorization.Text("id"));
        call.Record("reauthorization", amount, renewal, renewal.Text("id")!, authorization.Text("id"));
        PayPalEvents.Emit(call, "PAYMENT.AUTHORIZATION.CREATED", "authorization", Whole(call, Authorization, renewal));
        return call.Show(Authorization, renewal, 201);
    }

    private static void Close(Call call, JsonObject authorization)
    {
        if (authorization.Number("x_left") > 0)
            call.Record("void", authorization.Number("x_left"), authorization, authorization.Text("id")!, authorization.Text("id"));
        authorization["status"] = "VOIDED";
        authorization["x_left"] = 0;
        call.Save(Authorization, authorization);
        PayPalEvents.Emit(call, "PAYMENT.AUTHORIZATION.VOIDED", "authorization", Whole(call, Authorization, authorization));
    }

    private static void CheckUsable(Call call, JsonObject authorization)
    {
        var status = authorization.Text("status");
        if (status == "VOIDED")
            throw PayPalErrors.Issue(call, "AUTHORIZATION_VOIDED");
        if (status == "CAPTURED")
            throw PayPalErrors.Issue(call, "AUTHORIZATION_ALREADY_CAPTURED");
        if (authorization.ContainsKey("x_renewed_by") || call.Now - DateTimeOffset.FromUnixTimeSeconds(authorization.Number("x_at")) > Life)
            throw PayPalErrors.Issue(call, "AUTHORIZATION_EXPIRED");
    }

    private static JsonObject Named(Call call) => call.Find(Authorization, call.Id("authorization_id"));
}
