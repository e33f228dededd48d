using System.Globalization;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Ledger;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>What all of Stripe's objects share: finding, showing with expansions, lists, and the ledger's view of them.</summary>
internal static class StripeObjects
{
    internal const string Intent = "stripe_payment_intent";
    internal const string Charge = "stripe_charge";
    internal const string Refund = "stripe_refund";
    internal const string Transaction = "stripe_balance_transaction";

    private static readonly Dictionary<string, string> Kinds = new() { ["pi"] = Intent, ["ch"] = Charge, ["re"] = Refund, ["txn"] = Transaction, ["pm"] = StripeCards.Kind };

    internal static JsonObject Find(this Call call, string kind, string id, string what, string parameter) =>
        call.Book.Find(kind, call.Account.Name, id) ?? throw StripeErrors.Missing(what, id, parameter);

    internal static void Put(this Call call, string kind, JsonObject value) => call.Book.Put(kind, call.Account.Name, value.Text("id")!, value);

    /// <summary>The object as the caller asked for it, with what <c>expand</c> names in place of ids.</summary>
    internal static Answer Show(this Call call, JsonObject value)
    {
        var shown = value.Shown();
        foreach (var path in Expansions(call))
            Expand(call, shown, path.Split('.'));
        return new(200, shown);
    }

    /// <summary>A page of a list, newest first.</summary>
    internal static Answer ShowPage(this Call call, string kind, string url, Func<JsonObject, bool>? condition = null)
    {
        var limit = call.Query.Whole("limit") ?? 10;
        if (limit is < 1 or > 100)
            throw StripeErrors.Invalid(null, "limit must be between 1 and 100.", "limit");
        var all = call.Book.All(kind, call.Account.Name).Reverse().Where(item => Fits(call.Query, item) && condition?.Invoke(item) != false).ToList();
        if (call.Query.Text("starting_after") is { } after)
            all = [.. all.SkipWhile(item => item.Text("id") != after).Skip(1)];
        if (call.Query.Text("ending_before") is { } before)
            all = [.. all.TakeWhile(item => item.Text("id") != before).TakeLast((int)limit)];
        var page = new JsonArray([.. all.Take((int)limit).Select(item => item.Shown())]);
        var answer = new JsonObject { ["object"] = "list", ["data"] = page, ["has_more"] = all.Count > limit, ["url"] = url };
        foreach (var path in Expansions(call))
            Expand(call, answer, path.Split('.'));
        return new(200, answer);
    }

    internal static void Record(this Call call, string type, long amount, JsonObject intent, string id, string? parent = null)
    {
        var currency = intent.Text("currency")!.ToUpperInvariant();
        call.Book.Record(new()
        {
            At = call.Now,
            Provider = Provider.Stripe,
            Account = call.Account.Name,
            Type = type,
            Amount = Currencies.ToIso(amount, currency, Currencies.StripeDigits(currency)),
            Currency = currency,
            WireAmount = amount.ToString(CultureInfo.InvariantCulture),
            Payment = intent.Text("id")!,
            Id = id,
            Parent = parent,
            IdempotencyKey = call.Key,
            RequestId = call.RequestId.Length > 0 ? call.RequestId : null,
            Metadata = (intent.Map("metadata") ?? []).ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>()),
        });
    }

    /// <summary>A movement of the merchant's balance, with Stripe's fee: 1.5 % and 25 minor units of a payment, nothing of a refund.</summary>
    internal static string Book(this Call call, string type, long amount, string currency, string source)
    {
        var fee = type == "charge" ? ((amount * 15) + 500) / 1000 + 25 : 0;
        var transaction = new JsonObject
        {
            ["id"] = Ids.Stripe("txn"),
            ["object"] = "balance_transaction",
            ["amount"] = amount,
            ["available_on"] = call.Now.AddDays(2).ToUnixTimeSeconds(),
            ["created"] = call.Now.ToUnixTimeSeconds(),
            ["currency"] = currency,
            ["description"] = null,
            ["exchange_rate"] = null,
            ["fee"] = fee,
            ["fee_details"] = fee == 0 ? [] : new JsonArray(new JsonObject { ["amount"] = fee, ["application"] = null, ["currency"] = currency, ["description"] = "Stripe processing fees", ["type"] = "stripe_fee" }),
            ["net"] = amount - fee,
            ["reporting_category"] = type,
            ["source"] = source,
            ["status"] = "pending",
            ["type"] = type,
        };
        call.Put(Transaction, transaction);
        return transaction.Text("id")!;
    }

    private static IEnumerable<string> Expansions(Call call) =>
        (call.Query.List("expand") ?? call.Body.List("expand") ?? []).Select(path => path!.GetValue<string>());

    private static void Expand(Call call, JsonObject holder, ReadOnlySpan<string> path)
    {
        var step = path[0];
        if (holder[step] is JsonArray list)
        {
            foreach (var item in list.OfType<JsonObject>())
                Expand(call, item, path[1..]);
            return;
        }
        if (holder.Text(step) is { } id && Kinds.TryGetValue(id.Split('_')[0], out var kind) && call.Book.Find(kind, call.Account.Name, id) is { } found)
            holder[step] = found.Shown();
        else if (!holder.ContainsKey(step))
            throw StripeErrors.Invalid(null, $"This property cannot be expanded ({step}).", "expand");
        if (path.Length > 1 && holder[step] is JsonObject next)
            Expand(call, next, path[1..]);
    }

    private static bool Fits(JsonObject query, JsonObject item)
    {
        var created = item.Number("created");
        var range = query.Map("created");
        return (query.Whole("created") is not { } exact || created == exact)
            && (range.Whole("gte") is not { } least || created >= least)
            && (range.Whole("gt") is not { } more || created > more)
            && (range.Whole("lte") is not { } most || created <= most)
            && (range.Whole("lt") is not { } less || created < less);
    }
}
