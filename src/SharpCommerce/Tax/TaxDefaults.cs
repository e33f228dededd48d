namespace SharpCommerce.Tax;

/// <summary>
/// The rates that a new tenant starts with: standard value-added tax (included in prices) of the European Union, the United Kingdom,
/// Norway and Switzerland as of 2026. A starting point for the merchant to check, not tax advice. Countries without a rate are untaxed.
/// </summary>
internal static class TaxDefaults
{
    private static readonly (string Country, int RatePpm)[] Standard =
    [
        ("AT", 200_000), ("BE", 210_000), ("BG", 200_000), ("HR", 250_000), ("CY", 190_000), ("CZ", 210_000), ("DK", 250_000), ("EE", 240_000),
        ("FI", 255_000), ("FR", 200_000), ("DE", 190_000), ("GR", 240_000), ("HU", 270_000), ("IE", 230_000), ("IT", 220_000), ("LV", 210_000),
        ("LT", 210_000), ("LU", 170_000), ("MT", 180_000), ("NL", 210_000), ("PL", 230_000), ("PT", 230_000), ("RO", 210_000), ("SK", 230_000),
        ("SI", 220_000), ("ES", 210_000), ("SE", 250_000), ("GB", 200_000), ("NO", 250_000), ("CH", 81_000),
    ];

    internal static IEnumerable<TaxRate> All() => Standard.Select(rate => new TaxRate(rate.Country) { Name = "VAT", RatePpm = rate.RatePpm, Included = true });
}
