using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Orders;

/// <summary>A parcel of an order that has left. Never changed.</summary>
public sealed class Fulfillment : ITenantOwned
{
    private Fulfillment()
    {
    }

    internal Fulfillment(Id<Fulfillment> id, IReadOnlyList<FulfilledLine> lines, Tracking? tracking, string actor, DateTimeOffset now)
    {
        Id = id;
        Lines = lines;
        Tracking = tracking;
        Actor = actor;
        CreatedAt = now;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The order.</summary>
    public Id<Order> OrderId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Fulfillment> Id { get; private set; }

    /// <summary>What is in it.</summary>
    public IReadOnlyList<FulfilledLine> Lines { get; private set; } = [];

    /// <summary>How it travels; null when nobody said.</summary>
    public Tracking? Tracking { get; private set; }

    /// <summary>Who sent it.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}

/// <summary>Units of an order's line in a parcel.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Quantity">How many.</param>
public sealed record FulfilledLine(Id<OrderLine> LineId, int Quantity);

/// <summary>A word on an order: for staff alone, or for the shopper as well. Never changed.</summary>
public sealed class OrderNote : ITenantOwned
{
    private OrderNote()
    {
    }

    internal OrderNote(Id<OrderNote> id, string text, NoteVisibility visibility, string actor, DateTimeOffset now)
    {
        Id = id;
        Text = text;
        Visibility = visibility;
        Actor = actor;
        CreatedAt = now;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The order.</summary>
    public Id<Order> OrderId { get; private set; }

    /// <summary>The id.</summary>
    public Id<OrderNote> Id { get; private set; }

    /// <summary>The text; people write names into it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Who may read it.</summary>
    public NoteVisibility Visibility { get; private set; }

    /// <summary>Who wrote it.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}

/// <summary>Who may read a note.</summary>
public enum NoteVisibility
{
    /// <summary>Staff.</summary>
    Private,

    /// <summary>Staff, and whoever may read the order.</summary>
    Customer,
}
