namespace SharpCommerce.Pricing;

/// <summary>The broken rules of pricing, with their codes.</summary>
internal static class PricingErrors
{
    /// <summary>A price, quantity, rate or total is negative or does not fit in 64 bits of minor units.</summary>
    public static CommerceException AmountOutOfRange(string message) => new(new CommerceError(ErrorKind.Invalid, "amount_out_of_range", message));
}
