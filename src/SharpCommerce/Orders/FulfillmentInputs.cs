using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Orders;

/// <summary>What leaves.</summary>
public sealed record FulfillmentInput
{
    /// <summary>Lines and units; null means all that is left.</summary>
    [MinLength(1), MaxLength(1_000)]
    public IReadOnlyList<FulfilledLineInput>? Lines { get; init; }

    /// <summary>How it travels.</summary>
    public Tracking? Tracking { get; init; }

    /// <summary>Whether the shopper gets a mail.</summary>
    public bool Notify { get; init; } = true;
}

/// <summary>Units of a line that leave.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Quantity">How many.</param>
public sealed record FulfilledLineInput(Id<OrderLine> LineId, [property: Range(1, 1_000_000)] int Quantity);

/// <summary>How a parcel travels.</summary>
/// <param name="Carrier">Who carries it.</param>
/// <param name="Number">What the carrier calls it.</param>
/// <param name="Url">Where it can be followed.</param>
public sealed record Tracking(
    [property: StringLength(100)] string? Carrier = null,
    [property: StringLength(100)] string? Number = null,
    string? Url = null);

/// <summary>A word on an order.</summary>
public sealed record NoteInput
{
    /// <summary>The text.</summary>
    [Required, StringLength(InputRules.MaxText * 10, MinimumLength = 1)]
    public required string Text { get; init; }

    /// <summary>Who may read it.</summary>
    public NoteVisibility Visibility { get; init; }
}
