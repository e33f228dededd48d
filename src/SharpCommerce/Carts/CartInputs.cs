using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;
using SharpCommerce.Customers;
using SharpCommerce.Products;
using SharpCommerce.Shipping;

namespace SharpCommerce.Carts;

/// <summary>A variant and how many of it.</summary>
public sealed record CartLineInput
{
    /// <summary>The variant.</summary>
    public required Id<Variant> VariantId { get; init; }

    /// <summary>How many to add, from 1 to 9,999.</summary>
    [Range(1, CartManager.MaxQuantity)]
    public required int Quantity { get; init; }
}

/// <summary>Who buys, where it goes and how.</summary>
public sealed record CartDetailsInput
{
    /// <summary>Where the confirmation goes.</summary>
    [StringLength(254, MinimumLength = 3), RegularExpression(@"^[^@\s]+@[^@\s]+\.[^@\s]+$", MatchTimeoutInMilliseconds = 100, ErrorMessage = "must be an email address.")]
    public string? Email { get; init; }

    /// <summary>Where the goods go.</summary>
    public Address? ShippingAddress { get; init; }

    /// <summary>One of the shopper's saved addresses, which is copied into <see cref="ShippingAddress"/>.</summary>
    public Id<CustomerAddress>? ShippingAddressId { get; init; }

    /// <summary>Where the invoice goes; null means the shipping address.</summary>
    public Address? BillingAddress { get; init; }

    /// <summary>The way to send it; null chooses the first that serves the address.</summary>
    public Id<ShippingMethod>? ShippingMethodId { get; init; }

    /// <summary>Coupons. There are none yet: any code is refused.</summary>
    [MaxLength(10)]
    public IReadOnlyList<string> CouponCodes { get; init; } = [];
}
