using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Settings;

/// <summary>A group of settings that a tenant's staff keeps, stored whole under its name.</summary>
internal sealed class Setting : ITenantOwned
{
    private Setting()
    {
    }

    internal Setting(string name) => Name = name;

    public Id<Tenant> TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>JSON.</summary>
    public string Value { get; internal set; } = "{}";

    public long Version { get; internal set; } = 1;

    public DateTimeOffset UpdatedAt { get; internal set; }
}
