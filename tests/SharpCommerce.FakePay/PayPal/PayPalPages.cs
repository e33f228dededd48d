using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Stripe;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>The page on which a buyer approves an order or goes back, and the certificate that signatures name.</summary>
internal static class PayPalPages
{
    internal static void Map(WebApplication app, FakePayState state)
    {
        app.MapGet(PayPalCertificates.Path, () => Results.Text(state.Certificates.ChainPem, "application/x-pem-file"));
        app.MapGet("/checkoutnow", (string token) => Show(state, token));
        app.MapPost("/checkoutnow", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return await ActAsync(state, form["token"].ToString(), form["action"] == "approve");
        });
    }

    /// <summary>What the buyer does; false when the order does not wait for it.</summary>
    internal static async Task<bool> ApproveAsync(FakePayState state, string id, string? capture)
    {
        Call call;
        lock (state.Book.Gate)
        {
            if (state.Book.Find(PayPalObjects.Order, id) is not { } found)
                return false;
            call = Call.Outside(state, state.Accounts.Named(found.Account)!);
            if (!PayPalOrders.Approve(call, found.Value, capture))
                return false;
            state.Book.Commit();
        }
        await state.Webhooks.SendAsync(call.Events);
        return true;
    }

    private static async Task<IResult> ActAsync(FakePayState state, string token, bool approves)
    {
        if (state.Book.Find(PayPalObjects.Order, token) is not { } found)
            return Results.NotFound();
        if (approves)
            await ApproveAsync(state, token, null);
        var back = found.Value.Text(approves ? "x_return_url" : "x_cancel_url");
        if (back is null)
            return Show(state, token);
        return Results.Redirect($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={token}{(approves ? "&PayerID=QYR5Z8XDVJNXQ" : "")}");
    }

    private static IResult Show(FakePayState state, string token)
    {
        using var _ = state.Book.Gate.EnterScope();
        if (state.Book.Find(PayPalObjects.Order, token) is not { } found)
            return Results.NotFound();
        var amount = found.Value.List("purchase_units")![0].Map("amount");
        var waits = found.Value.Text("status") is "CREATED" or "PAYER_ACTION_REQUIRED";
        return StripePages.Page("PayPal (fake)", $"{amount.Text("value")} {amount.Text("currency_code")}, {found.Value.Text("status")}", null, waits
            ? $"""
                <form method="post"><input type="hidden" name="token" value="{found.Value.Text("id")}">
                <button name="action" value="approve">Approve</button> <button name="action" value="cancel">Cancel</button></form>
                """
            : "");
    }
}
