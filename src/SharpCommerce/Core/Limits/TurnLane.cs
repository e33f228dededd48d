using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Limits;

/// <summary>Whose turn it is: a tenant's; or, where no tenant is known yet, one of a few that everybody unknown shares.</summary>
internal readonly record struct TurnLane(Id<Tenant> Tenant, int Stranger)
{
    private const uint Strangers = 16;

    internal static TurnLane Of(Id<Tenant> tenant) => new(tenant, 0);

    /// <summary>For names that are not known (yet): made-up ones cannot open more lanes than there are here.</summary>
    internal static TurnLane Unknown(string name) => new(default, 1 + (int)((uint)name.GetHashCode(StringComparison.Ordinal) % Strangers));
}
