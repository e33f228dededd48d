using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Roles;

/// <summary>What a role permits.</summary>
internal static class RolePermissions
{
    /// <summary>Of a built-in role, or of a tenant's own with the permissions that its row holds. A role that does not exist permits nothing.</summary>
    internal static IEnumerable<string> Of(Tenant tenant, string role, string? ownPermissions) =>
        BuiltIn(tenant).TryGetValue(role, out var builtIn) ? builtIn.Permissions
        : ownPermissions is null ? []
        : JsonSerializer.Deserialize<string[]>(ownPermissions, ModelExtensions.Json)!.Where(Permissions.Tenant.Contains);

    internal static IReadOnlyDictionary<string, BuiltInRole> BuiltIn(Tenant tenant) => tenant.Id == default ? BuiltInRoles.OfThePlatform : BuiltInRoles.OfTenants;
}
