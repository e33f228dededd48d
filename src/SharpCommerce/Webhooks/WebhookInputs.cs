using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Webhooks;

/// <summary>What staff say of an endpoint.</summary>
public sealed record WebhookInput
{
    /// <summary>Where events are sent: an https address.</summary>
    [Required, StringLength(2_000)]
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
