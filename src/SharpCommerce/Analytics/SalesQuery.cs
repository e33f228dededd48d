namespace SharpCommerce.Analytics;

/// <summary>Which sales, and how they are divided.</summary>
public sealed record SalesQuery
{
    /// <summary>From when on; it is set back to the beginning of its interval. By default the last 30 days.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Up to this time, exclusive; by default now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How long the parts are.</summary>
    public SalesInterval Interval { get; init; }
}

/// <summary>How long the parts of a report are; all begin and end in UTC.</summary>
public enum SalesInterval
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week, from Monday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>What was sold. Counted are orders that are confirmed or completed, at the time when they were placed.</summary>
/// <param name="From">Where the first part begins.</param>
/// <param name="To">Where the last part ends.</param>
/// <param name="Interval">How long the parts are.</param>
/// <param name="Currencies">By currency; the tenant's own is always there.</param>
public sealed record SalesReport(DateTimeOffset From, DateTimeOffset To, SalesInterval Interval, IReadOnlyList<CurrencySales> Currencies);

/// <summary>What was sold in a currency.</summary>
/// <param name="Currency">The ISO 4217 code.</param>
/// <param name="Orders">How many orders.</param>
/// <param name="Gross">The sum of their totals.</param>
/// <param name="Refunded">What went back of them, whenever that was.</param>
/// <param name="Points">The parts in order, those without an order included.</param>
public sealed record CurrencySales(string Currency, int Orders, Money Gross, Money Refunded, IReadOnlyList<SalesPoint> Points);

/// <summary>A part of a report.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Orders">How many orders.</param>
/// <param name="Gross">The sum of their totals.</param>
/// <param name="Refunded">What went back of them.</param>
public sealed record SalesPoint(DateTimeOffset Start, int Orders, Money Gross, Money Refunded);
