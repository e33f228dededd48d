using SharpCommerce.Carts;

namespace SharpCommerce.Checkout;

/// <summary>The codes of this module.</summary>
internal static class CheckoutErrors
{
    internal static CommerceException CartEmpty() => new(new(ErrorKind.Conflict, "cart_empty", "There is nothing in this cart."));

    internal static CommerceException Incomplete(IReadOnlyList<string> missing) =>
        new(new(ErrorKind.Conflict, "checkout_incomplete", $"The cart still needs: {string.Join(", ", missing)}.") { Extensions = new Dictionary<string, object?> { ["missing"] = missing } });

    internal static CommerceException Unavailable(IReadOnlyList<CartIssue> issues) =>
        new(new(ErrorKind.Conflict, "line_unavailable", "The cart holds something that is no longer sold.") { Extensions = new Dictionary<string, object?> { ["issues"] = issues } });

    internal static CommerceException InsufficientStock(IReadOnlyList<Shortage> shortages) =>
        new(new(ErrorKind.Conflict, "insufficient_stock", "There is not enough in stock.") { Extensions = new Dictionary<string, object?> { ["shortages"] = shortages } });
}
