namespace SharpCommerce.Shipping;

/// <summary>What a new tenant starts with.</summary>
internal static class ShippingDefaults
{
    private const long StandardUnits = 5;

    /// <summary>A flat rate of five units of the currency, everywhere.</summary>
    internal static ShippingMethod Standard(Currency currency, TimeProvider clock)
    {
        var price = StandardUnits;
        for (var digit = 0; digit < currency.Digits; digit++)
            price *= 10;
        return new(Id<ShippingMethod>.New(clock)) { Name = "Standard", Price = price };
    }
}
