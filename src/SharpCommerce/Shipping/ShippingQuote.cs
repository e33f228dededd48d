namespace SharpCommerce.Shipping;

/// <summary>A way to send a cart, with its price.</summary>
/// <param name="Id">The shipping method.</param>
/// <param name="Name">Its name.</param>
/// <param name="Price">What it costs for this cart.</param>
public sealed record ShippingQuote(Id<ShippingMethod> Id, string Name, Money Price);
