using System.Globalization;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Analytics;

/// <summary>Figures of a tenant's business, counted from its orders and stock when they are asked for.</summary>
public sealed class AnalyticsManager
{
    private const int MaxParts = 400;
    private const int DefaultDays = 30;
    private const int MaxThreshold = 1_000_000;

    // The statuses stand in the text, so that both engines find the partial index.
    private static readonly SqlStatement ToFulfill = new("SELECT count(*) FROM orders o WHERE o.tenant_id = $1 AND o.status = 'confirmed' AND o.fulfillment_status IN ('unfulfilled', 'partially_fulfilled')");

    private static readonly SqlStatement Unpaid = new(
        "SELECT count(*) FROM orders o WHERE o.tenant_id = $1 AND o.status IN ('pending_payment', 'confirmed') AND o.payment_status IN ('pending', 'requires_action', 'authorized', 'failed')");

    private static readonly SqlStatement Scarce = new(
        """
        SELECT v.product_id, v.id, p.title, v.title, v.sku, i.on_hand - i.reserved, count(*) OVER ()
        FROM inventory_items i
        JOIN variants v ON v.tenant_id = i.tenant_id AND v.id = i.variant_id
        JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
        WHERE i.tenant_id = $1 AND p.status = 'published' AND i.on_hand - i.reserved <= $2
        ORDER BY i.on_hand - i.reserved, p.title, v.position, v.id LIMIT 10
        """);

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal AnalyticsManager(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>What was sold, over time.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<SalesReport> SalesAsync(SalesQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var bounds = Bounds(query);
        var sums = await _db.QueryAsync([Sales(bounds)], ReadAsync, cancellationToken);
        var currencies = sums.Keys.Select(key => key.Currency).Append(_db.Tenant.DefaultCurrency).Distinct().Order(StringComparer.Ordinal);
        return new(bounds[0], bounds[^1], query.Interval, [.. currencies.Select(code => Of(code, bounds, sums))]);
    }

    /// <summary>What staff have to do now.</summary>
    /// <param name="lowStock">Of how many units or fewer a variant counts as scarce.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public Task<Overview> OverviewAsync(int lowStock = 5, CancellationToken cancellationToken = default)
    {
        if (lowStock is < 0 or > MaxThreshold)
            throw InputRules.Invalid("lowStock", $"must be from 0 to {MaxThreshold}.");
        return _db.QueryAsync(
            [ToFulfill.With(), Unpaid.With(), Scarce.With(lowStock)],
            async (rows, token) =>
            {
                await rows.ReadAsync(token);
                var toFulfill = rows.Int(0);
                await rows.NextResultAsync(token);
                await rows.ReadAsync(token);
                var unpaid = rows.Int(0);
                await rows.NextResultAsync(token);
                var (count, items) = (0, new List<LowStockItem>());
                while (await rows.ReadAsync(token))
                {
                    count = rows.Int(6);
                    items.Add(new(new(rows.Guid(0)), new(rows.Guid(1)), rows.String(2), rows.String(3), rows.StringOrNull(4), rows.Int(5)));
                }
                return new Overview(toFulfill, unpaid, new(lowStock, count, items));
            },
            cancellationToken);
    }

    /// <summary>One statement for all parts: each is a range of the index on the time of placement.</summary>
    private static SqlCall Sales(List<DateTimeOffset> bounds)
    {
        var arguments = new List<object?>();
        var ranges = new List<string>();
        for (var part = 0; part + 1 < bounds.Count; part++)
        {
            ranges.Add(string.Create(CultureInfo.InvariantCulture, $"({part}, ${arguments.Count + 2}, ${arguments.Count + 3})"));
            arguments.AddRange([bounds[part], bounds[part + 1]]);
        }
        return new SqlStatement(
            $"""
            SELECT b.column1, o.currency, count(*), CAST(sum(o.total) AS bigint),
                CAST(sum((SELECT COALESCE(sum(p.refunded), 0) FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id)) AS bigint)
            FROM (VALUES {string.Join(", ", ranges)}) AS b
            JOIN orders o ON o.tenant_id = $1 AND o.placed_at >= b.column2 AND o.placed_at < b.column3
            WHERE o.status IN ('confirmed', 'completed')
            GROUP BY b.column1, o.currency
            """).With([.. arguments]);
    }

    private static async Task<Dictionary<(int Part, string Currency), Sum>> ReadAsync(SqlReader rows, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<(int, string), Sum>();
        while (await rows.ReadAsync(cancellationToken))
            sums.Add((rows.Int(0), rows.String(1)), new(rows.Int(2), rows.Long(3), rows.Long(4)));
        return sums;
    }

    private static CurrencySales Of(string code, List<DateTimeOffset> bounds, Dictionary<(int Part, string Currency), Sum> sums)
    {
        var currency = Currency.Parse(code);
        var parts = Enumerable.Range(0, bounds.Count - 1).Select(part => sums.GetValueOrDefault((part, code))).ToList();
        return new(
            code, parts.Sum(part => part.Orders), new(parts.Sum(part => part.Gross), currency), new(parts.Sum(part => part.Refunded), currency),
            [.. parts.Select((part, i) => new SalesPoint(bounds[i], part.Orders, new(part.Gross, currency), new(part.Refunded, currency)))]);
    }

    /// <summary>Where the parts begin, and where the last one ends.</summary>
    private List<DateTimeOffset> Bounds(SalesQuery query)
    {
        var to = (query.To ?? _clock.Now()).ToUniversalTime();
        var from = (query.From ?? to.AddDays(-DefaultDays)).ToUniversalTime();
        if (from >= to)
            throw InputRules.Invalid("from", "must be before 'to'.");
        if (from.Year < 1970 || to.Year > 9998)
            throw InputRules.Invalid("from", "must lie between 1970 and 9998, as 'to' must.");
        var bounds = new List<DateTimeOffset>();
        for (var start = Start(from, query.Interval); start < to; start = Next(start, query.Interval))
        {
            bounds.Add(start);
            if (bounds.Count > MaxParts)
                throw InputRules.Invalid("interval", $"would give more than {MaxParts} parts.");
        }
        return [.. bounds, to];
    }

    private static DateTimeOffset Start(DateTimeOffset time, SalesInterval interval)
    {
        var day = new DateTimeOffset(time.Date, TimeSpan.Zero);
        return interval switch
        {
            SalesInterval.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            SalesInterval.Month => day.AddDays(1 - day.Day),
            _ => day,
        };
    }

    private static DateTimeOffset Next(DateTimeOffset start, SalesInterval interval) => interval switch
    {
        SalesInterval.Week => start.AddDays(7),
        SalesInterval.Month => start.AddMonths(1),
        _ => start.AddDays(1),
    };

    private readonly record struct Sum(int Orders, long Gross, long Refunded);
}
