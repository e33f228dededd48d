using SharpCommerce.Orders;
using SharpCommerce.Products;
using SharpCommerce.Shipping;

namespace SharpCommerce.Carts;

/// <summary>A cart with the prices of this moment.</summary>
/// <param name="Id">The id.</param>
/// <param name="Currency">The currency of all its amounts.</param>
/// <param name="Lines">What is in it, in the order in which it was put there.</param>
/// <param name="Subtotal">Sum of the line totals.</param>
/// <param name="Discount">Reductions.</param>
/// <param name="Shipping">Shipping by the chosen method.</param>
/// <param name="Tax">Tax of the destination, or of the shop's own country while there is no address.</param>
/// <param name="Total">What the shopper would pay.</param>
/// <param name="TaxIncluded">Whether the prices contain the tax.</param>
/// <param name="Issues">What the shopper should know before buying.</param>
/// <param name="Email">Where the confirmation goes.</param>
/// <param name="ShippingAddress">Where the goods go.</param>
/// <param name="BillingAddress">Where the invoice goes.</param>
/// <param name="ShippingMethodId">The chosen, or else preselected, way to send it.</param>
/// <param name="OrderId">The order that it became.</param>
public sealed record PricedCart(
    Id<Cart> Id,
    string Currency,
    IReadOnlyList<PricedLine> Lines,
    Money Subtotal,
    Money Discount,
    Money Shipping,
    Money Tax,
    Money Total,
    bool TaxIncluded,
    IReadOnlyList<CartIssue> Issues,
    string? Email,
    Address? ShippingAddress,
    Address? BillingAddress,
    Id<ShippingMethod>? ShippingMethodId,
    Id<Order>? OrderId);

/// <summary>A line with the prices of this moment.</summary>
/// <param name="Id">The id.</param>
/// <param name="VariantId">The variant.</param>
/// <param name="ProductId">Its product.</param>
/// <param name="ProductSlug">The product's name in addresses.</param>
/// <param name="Title">The product's title.</param>
/// <param name="VariantTitle">The variant's title.</param>
/// <param name="Sku">The article number.</param>
/// <param name="Thumbnail">The product's first picture.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">Per unit.</param>
/// <param name="Discount">The line's part of the discount.</param>
/// <param name="Tax">The line's part of the tax.</param>
/// <param name="Total">Unit price × quantity.</param>
public sealed record PricedLine(
    Id<CartLine> Id,
    Id<Variant> VariantId,
    Id<Product> ProductId,
    string ProductSlug,
    string Title,
    string VariantTitle,
    string? Sku,
    string? Thumbnail,
    int Quantity,
    Money UnitPrice,
    Money Discount,
    Money Tax,
    Money Total);

/// <summary>Something about a line that the shopper should know before buying.</summary>
/// <param name="Code"><c>unavailable</c> (no longer sold), <c>insufficient_stock</c> or <c>price_changed</c>.</param>
/// <param name="LineId">The line.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Available">Units left, for <c>insufficient_stock</c>.</param>
/// <param name="PreviousPrice">The unit price that the shopper saw, for <c>price_changed</c>.</param>
public sealed record CartIssue(string Code, Id<CartLine> LineId, string Message, int? Available = null, Money? PreviousPrice = null)
{
    internal const string Unavailable = "unavailable";
    internal const string InsufficientStock = "insufficient_stock";
    internal const string PriceChanged = "price_changed";
}
