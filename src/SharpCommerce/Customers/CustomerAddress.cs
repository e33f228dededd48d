using SharpCommerce.Carts;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;
using SharpCommerce.Users;

namespace SharpCommerce.Customers;

/// <summary>A saved address. Carts and orders copy it, so a later change does not reach them.</summary>
public sealed class CustomerAddress : ITenantOwned
{
    private CustomerAddress()
    {
    }

    internal CustomerAddress(Id<CustomerAddress> id, Id<User> customerId, Address address)
    {
        Id = id;
        CustomerId = customerId;
        Address = address;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Whose it is.</summary>
    public Id<User> CustomerId { get; private set; }

    /// <summary>The id.</summary>
    public Id<CustomerAddress> Id { get; private set; }

    /// <summary>The address.</summary>
    public Address Address { get; internal set; } = null!;
}
