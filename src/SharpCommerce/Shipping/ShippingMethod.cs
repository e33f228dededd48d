using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Shipping;

/// <summary>A way to send an order at a flat rate.</summary>
public sealed class ShippingMethod : ITenantOwned
{
    private ShippingMethod()
    {
    }

    internal ShippingMethod(Id<ShippingMethod> id) => Id = id;

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<ShippingMethod> Id { get; private set; }

    /// <summary>The name that shoppers see.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The price in minor units of the tenant's currency.</summary>
    public long Price { get; internal set; }

    /// <summary>The ISO 3166-1 alpha-2 countries that it serves; empty means all.</summary>
    public IReadOnlyList<string> Countries { get; internal set; } = [];

    /// <summary>Its place in the list; the first that serves the address is preselected.</summary>
    public int Position { get; internal set; }

    /// <summary>Whether shoppers may choose it.</summary>
    public bool Enabled { get; internal set; } = true;

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; } = 1;
}
