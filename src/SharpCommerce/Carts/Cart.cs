using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Products;
using SharpCommerce.Shipping;
using SharpCommerce.Tenants;
using SharpCommerce.Users;

namespace SharpCommerce.Carts;

/// <summary>What a shopper means to buy. Holds no price: every read prices it anew.</summary>
public sealed class Cart : ITenantOwned
{
    private Cart()
    {
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id: unguessable, and the guest's key to the cart.</summary>
    public Id<Cart> Id { get; private set; }

    /// <summary>The shopper whose it is, who alone can use it; null while it belongs to whoever has the id.</summary>
    public Id<User>? CustomerId { get; private set; }

    /// <summary>The ISO 4217 code.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>Where the confirmation goes.</summary>
    public string? Email { get; private set; }

    /// <summary>Where the goods go.</summary>
    public Address? ShippingAddress { get; private set; }

    /// <summary>The country of <see cref="ShippingAddress"/>, which decides the tax; apart, so that the tax is found in the same round trip.</summary>
    internal string? ShippingCountry { get; private set; }

    /// <summary>Where the invoice goes; null means the shipping address.</summary>
    public Address? BillingAddress { get; private set; }

    /// <summary>The chosen way to send it.</summary>
    public Id<ShippingMethod>? ShippingMethodId { get; private set; }

    /// <summary>The order that it became; null while it is open.</summary>
    public Id<Order>? OrderId { get; private set; }

    /// <summary>Counts changes; a completion holds only for the version that it priced.</summary>
    public long Version { get; private set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }
}

/// <summary>A variant in a cart and how many of it.</summary>
public sealed class CartLine : ITenantOwned
{
    private CartLine()
    {
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The cart.</summary>
    public Id<Cart> CartId { get; private set; }

    /// <summary>The id; UUIDv7, so lines sort in the order in which they were added.</summary>
    public Id<CartLine> Id { get; private set; }

    /// <summary>The variant; a cart has one line for each.</summary>
    public Id<Variant> VariantId { get; private set; }

    /// <summary>How many, from 1.</summary>
    public int Quantity { get; private set; }

    /// <summary>The unit price in minor units that the shopper saw when the line was last changed; a difference is shown as an issue.</summary>
    public long SeenUnitPrice { get; private set; }
}
