using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>The tenant of the current scope. Set once; there is no default.</summary>
public sealed class TenantContext
{
    private Tenant? _tenant;

    /// <summary>Whether a tenant was resolved.</summary>
    public bool IsResolved => _tenant is not null;

    /// <summary>The tenant; throws when none was resolved.</summary>
    public Tenant Current => _tenant ?? throw new InvalidOperationException("No tenant was resolved for this scope.");

    internal void Resolve(Tenant tenant)
    {
        if (_tenant is not null && _tenant.Id != tenant.Id)
            throw new InvalidOperationException("The scope belongs to another tenant already.");
        _tenant = tenant;
    }
}
