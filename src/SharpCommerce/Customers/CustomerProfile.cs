using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;
using SharpCommerce.Users;

namespace SharpCommerce.Customers;

/// <summary>What a shop knows of a shopper beyond the account; made when there is something to keep.</summary>
internal sealed class CustomerProfile : ITenantOwned
{
    private CustomerProfile()
    {
    }

    internal CustomerProfile(Id<User> userId) => UserId = userId;

    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The account.</summary>
    public Id<User> UserId { get; private set; }

    /// <summary>For questions about an order.</summary>
    public string? Phone { get; internal set; }

    /// <summary>The address that is offered first; one of the shopper's own, which the foreign key sees to.</summary>
    public Id<CustomerAddress>? DefaultShippingAddressId { get; internal set; }
}
