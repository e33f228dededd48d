using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Tax;

/// <summary>The tax of one destination country.</summary>
public sealed class TaxRate : ITenantOwned
{
    private TaxRate()
    {
    }

    internal TaxRate(string country) => Country = country;

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The ISO 3166-1 alpha-2 country; one rate each.</summary>
    public string Country { get; private set; } = "";

    /// <summary>The name on the invoice, such as "VAT".</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Parts per million: 25 % is 250,000.</summary>
    public int RatePpm { get; internal set; }

    /// <summary>Whether prices already contain it.</summary>
    public bool Included { get; internal set; }

    /// <summary>Whether it is charged on shipping.</summary>
    public bool AppliesToShipping { get; internal set; } = true;

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; } = 1;
}
