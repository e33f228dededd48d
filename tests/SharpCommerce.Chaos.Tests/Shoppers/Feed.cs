using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>What the feed of one tenant has told so far: read on from the last place, as a program that follows it does.</summary>
internal sealed class Feed(StageTenant tenant)
{
    private const string Placed = "order.placed.v1";
    private const string Canceled = "order.canceled.v1";
    private const int PageSize = 100;

    private readonly List<FeedEvent> _events = [];
    private readonly List<string> _faults = [];

    /// <summary>The events, by place from 1.</summary>
    internal IReadOnlyList<FeedEvent> Events => _events;

    internal StageTenant Tenant => tenant;

    /// <summary>Reads what is new; false when there was no answer.</summary>
    internal async Task<bool> ReadOnAsync(ShopClient client)
    {
        while (await PageAsync(client, _events.Count) is { } page)
        {
            foreach (var told in page)
            {
                if (told.Sequence != _events.Count + 1)
                    _faults.Add($"{tenant.Slug}: the feed has a gap or a repetition: after {_events.Count} comes {told.Sequence}.");
                _events.Add(told);
            }
            if (page.Count < PageSize)
                return true;
        }
        return false;
    }

    /// <summary>Reads everything once more; what was told is told again, at the same place and with the same id.</summary>
    internal async Task<bool> ReadAgainAsync(ShopClient client)
    {
        var again = new Feed(tenant);
        if (!await again.ReadOnAsync(client))
            return false;
        if (!again.Events.Take(_events.Count).SequenceEqual(_events))
            _faults.Add($"{tenant.Slug}: the feed tells something else when it is read again.");
        return true;
    }

    /// <summary>Whether it tells of all of these.</summary>
    internal bool Knows(Ledger ledger)
    {
        var (placed, canceled) = (Of(Placed), Of(Canceled));
        return Mine(ledger).All(order => placed.ContainsKey(order.Id) && (order.Status != "canceled" || canceled.ContainsKey(order.Id)));
    }

    /// <summary>What is told more or less than once, and what is told and did not happen.</summary>
    /// <param name="ledger">What happened.</param>
    /// <param name="before">How many events had been read before the ledger was.</param>
    internal IEnumerable<string> FaultsAgainst(Ledger ledger, int before)
    {
        foreach (var fault in _faults)
            yield return fault;
        foreach (var doubled in _events.GroupBy(told => told.Id).Where(group => group.Count() > 1))
            yield return $"{tenant.Slug}: the event {doubled.Key} has {doubled.Count()} places.";
        var (placed, canceled) = (Of(Placed), Of(Canceled));
        foreach (var order in Mine(ledger).Where(order => placed.GetValueOrDefault(order.Id) != 1))
            yield return $"The order {order.Number} ({order.Id}) was announced {placed.GetValueOrDefault(order.Id)} times.";
        foreach (var order in Mine(ledger).Where(order => canceled.GetValueOrDefault(order.Id) is var count && (count > 1 || count == 0 && order.Status == "canceled")))
            yield return $"The cancelation of order {order.Number} ({order.Id}) was announced {canceled.GetValueOrDefault(order.Id)} times.";
        foreach (var told in _events.Take(before).Where(told => told.Type is Placed or Canceled))
        {
            if (!ledger.Orders.TryGetValue(told.AggregateId, out var order) || told.Type == Canceled && order.Status != "canceled")
                yield return $"{told.Type} of {told.AggregateId} was announced and did not happen.";
        }
    }

    private IEnumerable<LedgerOrder> Mine(Ledger ledger) => ledger.Orders.Values.Where(order => order.Tenant == tenant.Id);

    private Dictionary<string, int> Of(string type) => _events.Where(told => told.Type == type).CountBy(told => told.AggregateId).ToDictionary();

    private async Task<List<FeedEvent>?> PageAsync(ShopClient client, long after)
    {
        var answer = await client.Of(tenant).TryAsync("GET", $"admin/events?after={after}&limit={PageSize}", staff: true);
        return answer?.Status != 200 ? null : [.. answer.Json.List("items").Select(item => new FeedEvent(item.Id(), item.Long("sequence"), item.Text("type"), item.Text("aggregateId")))];
    }
}

/// <summary>An event as the feed tells it.</summary>
internal sealed record FeedEvent(string Id, long Sequence, string Type, string AggregateId);
