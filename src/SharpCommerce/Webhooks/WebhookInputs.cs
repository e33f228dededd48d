using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Webhooks;

/// <summary>What staff say of an endpoint.</summary>
public sealed record WebhookInput
{
    /// <summary>Where events are sent: an https address.</summary>
    [Required, StringLength(2_000), Url(ErrorMessage = "must be an address such as https://erp.example.com/hooks.")]
    public required string Url { get; init; }

    /// <summary>What it is for.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Description { get; init; }

    /// <summary>Names of events, or beginnings of names such as <c>order.*</c>; empty means all.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>Whether events are sent.</summary>
    public bool Enabled { get; init; } = true;
}

/// <summary>Which deliveries.</summary>
public sealed record WebhookDeliveryQuery
{
    /// <summary>Only those that stand there.</summary>
    public WebhookDeliveryStatus? Status { get; init; }

    /// <summary>How many, from 1 to 100.</summary>
    [Range(1, 100, ErrorMessage = "must be from 1 to 100.")]
    public int Limit { get; init; } = 20;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Which events are sent once more.</summary>
public sealed record WebhookReplayInput
{
    /// <summary>Those after this place in the feed.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "must be a place in the feed, from 0.")]
    public long? AfterSequence { get; init; }

    /// <summary>Those that happened then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Those that happened before; null for all up to now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Also those that the endpoint has taken already.</summary>
    public bool IncludeDelivered { get; init; }
}

/// <summary>What a replay came to.</summary>
/// <param name="Queued">How many events will be sent.</param>
/// <param name="LastSequence">The place in the feed up to which it went.</param>
/// <param name="More">Whether there are more: go on from <paramref name="LastSequence"/>.</param>
public sealed record WebhookReplay(int Queued, long LastSequence, bool More);
