using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>
/// The page that a shopper sees: the bank's question for an intent that requires an action, and for one without a payment method a choice of test cards
/// (what Stripe's own form would be).
/// </summary>
internal static class StripePages
{
    internal static void Map(WebApplication app, FakePayState state)
    {
        app.MapGet("/pages/payment_intents/{id}", (string id) => Show(state, id, null));
        app.MapPost("/pages/payment_intents/{id}", async (string id, HttpRequest request) =>
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return await ActAsync(state, id, form["action"].ToString(), form["card"].ToString());
        });
    }

    /// <summary>What the shopper does; null when the intent is not waiting for it.</summary>
    internal static async Task<bool> AuthenticateAsync(FakePayState state, string id, bool approved)
    {
        Call call;
        lock (state.Book.Gate)
        {
            if (state.Book.Find(StripeObjects.Intent, id) is not { } found || found.Value.Text("status") != "requires_action")
                return false;
            call = Call.Outside(state, state.Accounts.Named(found.Account)!);
            StripeConfirmation.Authenticate(call, found.Value, approved);
            Finish(call);
        }
        await state.Webhooks.SendAsync(call.Events);
        return true;
    }

    private static async Task<IResult> ActAsync(FakePayState state, string id, string action, string card)
    {
        if (state.Book.Find(StripeObjects.Intent, id) is not { } found)
            return Results.NotFound();
        if (action is "approve" or "decline")
        {
            await AuthenticateAsync(state, id, action == "approve");
            return Back(state, id);
        }
        var call = Call.Outside(state, state.Accounts.Named(found.Account)!);
        Answer answer;
        try
        {
            lock (state.Book.Gate)
            {
                if (found.Value.Text("status") is not ("requires_payment_method" or "requires_confirmation"))
                    return Show(state, id, null);
                StripeIntents.Method(call, found.Value, new() { ["payment_method"] = card });
                answer = StripeConfirmation.Confirm(call, found.Value);
                Finish(call);
            }
        }
        catch (ApiFailure failure)
        {
            answer = failure.Answer;
        }
        await state.Webhooks.SendAsync(call.Events);
        if (answer.Status != 200)
            return Show(state, id, answer.Body?["error"].Text("message"));
        return found.Value.Text("status") == "requires_action" ? Show(state, id, null) : Back(state, id);
    }

    private static void Finish(Call call)
    {
        foreach (var later in call.Later)
            later();
        call.Book.Commit();
    }

    private static IResult Back(FakePayState state, string id)
    {
        using var _ = state.Book.Gate.EnterScope();
        var intent = state.Book.Find(StripeObjects.Intent, id)!.Value.Value;
        if (intent.Text("x_return_url") is not { } url)
            return Show(state, id, null);
        var result = intent.Text("status") is "succeeded" or "requires_capture" or "processing" ? "succeeded" : "failed";
        return Results.Redirect($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}payment_intent={id}&payment_intent_client_secret={intent.Text("client_secret")}&redirect_status={result}");
    }

    private static IResult Show(FakePayState state, string id, string? error)
    {
        using var _ = state.Book.Gate.EnterScope();
        if (state.Book.Find(StripeObjects.Intent, id) is not { } found)
            return Results.NotFound();
        JsonObject intent = found.Value;
        var status = intent.Text("status");
        var choice = status switch
        {
            "requires_action" => """<button name="action" value="approve">Approve</button> <button name="action" value="decline">Decline</button>""",
            "requires_payment_method" or "requires_confirmation" =>
                $"""<select name="card">{string.Concat(StripeCards.Names.Select(name => $"<option>{name}</option>"))}</select> <button name="action" value="pay">Pay</button>""",
            _ => "",
        };
        return Page("Stripe (fake)", $"{intent.Number("amount")} {intent.Text("currency")!.ToUpperInvariant()} in minor units, {status}", error, $"""<form method="post">{choice}</form>""");
    }

    internal static IResult Page(string title, string text, string? error, string html) => Results.Content($"""
        <!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
        <body style="font-family:sans-serif;max-width:30rem;margin:4rem auto"><h1>{title}</h1>
        <p>{HtmlEncoder.Default.Encode(text)}</p><p role="alert">{HtmlEncoder.Default.Encode(error ?? "")}</p>{html}
        """, "text/html; charset=utf-8");
}
