namespace SharpCommerce.FakePay.Ledger;

/// <summary>One movement of money, or of a claim to it, as the provider sees it.</summary>
public sealed record LedgerEntry
{
    /// <summary>Counted from 1, without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>When, by the provider's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which provider.</summary>
    public required Provider Provider { get; init; }

    /// <summary>The name of the account.</summary>
    public required string Account { get; init; }

    /// <summary>
    /// <c>authorization</c>, <c>reauthorization</c>, <c>capture</c>, <c>void</c> (also of what a last capture left), <c>refund</c>, or <c>refund_failed</c>,
    /// which takes an earlier refund back.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>In ISO 4217 minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>As ISO 4217 writes it.</summary>
    public required string Currency { get; init; }

    /// <summary>The amount as the API has it: Stripe's integer, PayPal's decimal.</summary>
    public required string WireAmount { get; init; }

    /// <summary>Stripe's intent, PayPal's order.</summary>
    public required string Payment { get; init; }

    /// <summary>Of the charge, authorization, capture or refund.</summary>
    public required string Id { get; init; }

    /// <summary>What it is taken from: a capture's authorization, a refund's capture or charge.</summary>
    public string? Parent { get; init; }

    /// <summary>The key of the request that did it.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The provider's id of that request.</summary>
    public string? RequestId { get; init; }

    /// <summary>Stripe's metadata; PayPal's <c>custom_id</c> and <c>invoice_id</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
