using System.Text.Json;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>What the shops hold, each as of one moment: what <c>sharpcommerce export-ledger</c> tells of orders and stock.</summary>
internal sealed record Ledger(
    IReadOnlyDictionary<string, LedgerOrder> Orders, IReadOnlyDictionary<string, Dictionary<string, int>> Lines, IReadOnlyDictionary<string, long> Paid,
    IReadOnlyDictionary<string, (int OnHand, int Reserved)> Stock, IReadOnlyDictionary<string, int> Movements)
{
    internal static async Task<Ledger> ReadAsync(ServerProcess node)
    {
        var (code, output) = await node.CommandAsync("export-ledger", "--ndjson");
        if (code != 0)
            throw new InvalidOperationException($"export-ledger ended with {code}: {output}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToLookup(line => line.Text("kind"));
        return new(
            lines["order"].ToDictionary(line => line.Id(), line => new LedgerOrder(line.Id(), line.Text("tenantId"), line.Long("number"), line.Text("cartId"), line.Long("total"), line.Text("status"))),
            lines["order_line"].GroupBy(line => line.Text("orderId")).ToDictionary(group => group.Key, group => group.ToDictionary(line => line.Text("variantId"), line => (int)line.Long("quantity"))),
            lines["payment"].GroupBy(line => line.Text("orderId")).ToDictionary(group => group.Key, group => group.Sum(line => line.Long("amount"))),
            lines["stock"].ToDictionary(line => line.Text("variantId"), line => ((int)line.Long("onHand"), (int)line.Long("reserved"))),
            lines["stock_move"].CountBy(line => line.Text("reason")).ToDictionary());
    }

    /// <summary>What was promised and is not there, and what is there although nobody asked for it or only once.</summary>
    internal IEnumerable<string> FaultsAgainst(Promises promises, Func<string, bool> wanted)
    {
        foreach (var promised in promises.Orders)
        {
            if (!Orders.TryGetValue(promised.Id, out var order))
                yield return $"The acknowledged order {promised.Number} ({promised.Id}) is lost.";
            else if (order.Tenant != promised.Tenant || order.Number != promised.Number || order.Total != promised.Total || order.CartId != promised.CartId)
                yield return $"The order {promised.Id} is not as it was acknowledged: {order} instead of {promised}.";
            else if (!Lines[order.Id].OrderBy(line => line.Key).SequenceEqual(promised.Lines.OrderBy(line => line.Key)))
                yield return $"The order {promised.Id} holds {Describe(Lines[order.Id])} instead of {Describe(promised.Lines)}.";
        }
        foreach (var id in promises.Cancelations.Where(id => Orders.GetValueOrDefault(id)?.Status != "canceled"))
            yield return $"The acknowledged cancelation of order {id} is lost.";
        foreach (var adjustment in promises.Adjustments.Where(adjustment => !Movements.ContainsKey(adjustment.Key)))
            yield return $"The acknowledged adjustment {adjustment.Key} is lost.";
        foreach (var (key, count) in Movements.Where(movement => movement.Value > 1 && movement.Key.StartsWith('s')))
            yield return $"The adjustment {key} was made {count} times.";
        // A key completes one cart, so an order that it made twice would be of the same cart.
        foreach (var doubled in Orders.Values.GroupBy(order => (order.Tenant, order.CartId)).Where(group => group.Count() > 1))
            yield return $"The cart {doubled.Key.CartId} became {doubled.Count()} orders.";
        foreach (var doubled in Orders.Values.GroupBy(order => (order.Tenant, order.Number)).Where(group => group.Count() > 1))
            yield return $"The number {doubled.Key.Number} was given to {doubled.Count()} orders.";
        foreach (var order in Orders.Values.Where(order => !wanted(order.CartId)))
            yield return $"Nobody wanted the order {order.Number} ({order.Id}).";
        foreach (var order in Orders.Values.Where(order => Paid.GetValueOrDefault(order.Id) != order.Total))
            yield return $"The order {order.Number} costs {order.Total}, and its payments are {Paid.GetValueOrDefault(order.Id)}.";
    }

    /// <summary>What is there beyond what was promised, once every call was answered.</summary>
    internal IEnumerable<string> Surplus(Promises promises, IEnumerable<StageTenant> tenants)
    {
        foreach (var order in Orders.Values.ExceptBy(promises.Orders.Select(promised => promised.Id), order => order.Id))
            yield return $"The order {order.Number} ({order.Id}) was placed and nobody was told of it.";
        foreach (var order in Orders.Values.Where(order => order.Status == "canceled" && !promises.Cancelations.Contains(order.Id)))
            yield return $"The order {order.Number} was canceled and nobody was told of it.";
        foreach (var variant in tenants.SelectMany(tenant => tenant.Variants))
        {
            var there = variant.Stock + promises.Adjustments.Where(adjustment => adjustment.VariantId == variant.Id).Sum(adjustment => adjustment.Delta);
            var sold = Orders.Values.Where(order => order.Status != "canceled").Sum(order => Lines[order.Id].GetValueOrDefault(variant.Id));
            if (Stock[variant.Id] != (there, sold) || sold > there)
                yield return $"Of variant {variant.Id} there should be {there}, of which {sold} are sold; there are {Stock[variant.Id]}.";
        }
    }

    private static string Describe(IEnumerable<KeyValuePair<string, int>> lines) => string.Join(", ", lines.Select(line => $"{line.Value} × {line.Key}"));

    private static JsonElement Parse(string line)
    {
        using var parsed = JsonDocument.Parse(line);
        return parsed.RootElement.Clone();
    }
}

/// <summary>An order as the ledger has it.</summary>
internal sealed record LedgerOrder(string Id, string Tenant, long Number, string CartId, long Total, string Status);

internal static class LedgerLine
{
    internal static long Long(this JsonElement line, string name) => line.GetProperty(name).GetInt64();
}
