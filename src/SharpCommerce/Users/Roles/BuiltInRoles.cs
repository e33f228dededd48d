using System.Collections.Frozen;
using static SharpCommerce.Users.Roles.Permissions;

namespace SharpCommerce.Users.Roles;

/// <summary>The roles that every tenant has. They live in code and not in rows, so that a new permission reaches every tenant at once.</summary>
internal static class BuiltInRoles
{
    internal const string Owner = "owner";

    /// <summary>The operators' own.</summary>
    internal const string Operator = "operator";

    private static readonly string[] Reading = [CatalogRead, InventoryRead, PricingRead, OrdersRead, CustomersRead, SettingsRead, AnalyticsRead];

    internal static FrozenDictionary<string, BuiltInRole> OfTenants { get; } = new BuiltInRole[]
    {
        new(Owner, "Everything, access included.", Permissions.Tenant),
        new("manager", "The whole shop, but neither staff nor keys.", Permissions.Tenant.Except([AccessWrite]).ToFrozenSet()),
        new("catalog", "Products, categories, stock and prices.", Set(CatalogRead, CatalogWrite, InventoryRead, InventoryWrite, PricingRead, PricingWrite, AiUse)),
        new("orders", "Orders from payment to delivery, without paying money back.", Set(OrdersRead, OrdersWrite, CustomersRead, InventoryRead, CatalogRead)),
        new("finance", "Orders, refunds and figures.", Set(OrdersRead, OrdersRefund, CustomersRead, AnalyticsRead, PricingRead, SettingsRead, AuditRead)),
        new("support", "Helps customers with their orders.", Set(OrdersRead, OrdersWrite, CustomersRead, CustomersWrite, CatalogRead, InventoryRead)),
        new("read_only", "Sees the shop and changes nothing.", Reading.ToFrozenSet()),
    }.ToFrozenDictionary(role => role.Name);

    internal static FrozenDictionary<string, BuiltInRole> OfThePlatform { get; } = new BuiltInRole[]
    {
        new(Operator, "Everything, in every tenant.", Platform),
        new("observer", "Sees tenants, recurring work and the installation's audit log.", Set(TenantsRead, OperatorsRead, PlatformAudit, SchedulesRead)),
    }.ToFrozenDictionary(role => role.Name);

    private static FrozenSet<string> Set(params string[] permissions) => permissions.ToFrozenSet();
}

/// <summary>A role that every tenant has.</summary>
internal sealed record BuiltInRole(string Name, string Description, FrozenSet<string> Permissions);
