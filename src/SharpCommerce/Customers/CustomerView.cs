using System.Diagnostics.CodeAnalysis;
using SharpCommerce.Carts;
using SharpCommerce.Users;

namespace SharpCommerce.Customers;

/// <summary>A customer as the API shows them, to themselves and to staff.</summary>
/// <param name="Id">The id; the same as the user's.</param>
/// <param name="Email">The email address.</param>
/// <param name="EmailVerified">Whether the customer proved that it is theirs.</param>
/// <param name="Name">The name.</param>
/// <param name="Phone">For questions about an order.</param>
/// <param name="DefaultShippingAddressId">The address that is offered first.</param>
/// <param name="Disabled">Whether the customer may not sign in.</param>
/// <param name="CreatedAt">When the customer came.</param>
/// <param name="LastSignInAt">When the customer last signed in.</param>
public sealed record CustomerView(
    Id<User> Id, string Email, bool EmailVerified, string? Name, string? Phone, Id<CustomerAddress>? DefaultShippingAddressId, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt)
{
    internal long Version { get; init; }

    internal static CustomerView Of(UserView user, CustomerProfile? profile) =>
        new(user.Id, user.Email, user.EmailVerified, user.Name, profile?.Phone, profile?.DefaultShippingAddressId, user.Disabled, user.CreatedAt, user.LastSignInAt) { Version = user.Version };
}

/// <summary>A saved address: its id, and the members of any address.</summary>
public sealed record SavedAddress : Address
{
    [SetsRequiredMembers]
    internal SavedAddress(CustomerAddress saved)
        : base(saved.Address) => Id = saved.Id;

    /// <summary>The id.</summary>
    public Id<CustomerAddress> Id { get; }
}
