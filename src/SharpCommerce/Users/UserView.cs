using SharpCommerce.Core;

namespace SharpCommerce.Users;

/// <summary>A user as the API shows them: nothing of how they prove who they are.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind">Customer or staff.</param>
/// <param name="Email">The email address.</param>
/// <param name="EmailVerified">Whether the user proved that it is theirs.</param>
/// <param name="Name">The name.</param>
/// <param name="Roles">The roles, by name; none for customers.</param>
/// <param name="TwoFactor">Whether a second factor is asked for.</param>
/// <param name="Disabled">Whether the user may not act.</param>
/// <param name="CreatedAt">When the user came.</param>
/// <param name="LastSignInAt">When the user last signed in.</param>
public sealed record UserView(
    Id<User> Id, UserKind Kind, string Email, bool EmailVerified, string? Name, IReadOnlyList<string> Roles, bool TwoFactor, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt)
{
    internal long Version { get; init; }

    internal static UserView Of(User user) => new(
        user.Id, user.Kind, user.Email, user.EmailVerifiedAt is not null, user.Name, [.. user.Roles.Select(role => role.Role).Order(StringComparer.Ordinal)], user.HasTwoFactor, user.Disabled, user.CreatedAt, user.LastSignInAt)
    {
        Version = user.Version,
    };
}
