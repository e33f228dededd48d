using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Data;

/// <summary>A row that belongs to exactly one tenant. Its tenant leads its primary key and every foreign key.</summary>
public interface ITenantOwned
{
    /// <summary>The owner; stamped when the row is added, never changed afterwards.</summary>
    Id<Tenant> TenantId { get; }
}
