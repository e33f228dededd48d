using System.Collections.Frozen;
using System.Reflection;

namespace SharpCommerce.Users.Roles;

/// <summary>Everything that can be permitted. The list is closed: what is not in it cannot be asked for by an endpoint nor be granted.</summary>
public static class Permissions
{
    /// <summary>See products, categories and media, drafts included.</summary>
    public const string CatalogRead = "catalog:read";

    /// <summary>Change, import and remove them.</summary>
    public const string CatalogWrite = "catalog:write";

    /// <summary>See stock and its history.</summary>
    public const string InventoryRead = "inventory:read";

    /// <summary>Adjust stock.</summary>
    public const string InventoryWrite = "inventory:write";

    /// <summary>See price lists and promotions.</summary>
    public const string PricingRead = "pricing:read";

    /// <summary>Change them.</summary>
    public const string PricingWrite = "pricing:write";

    /// <summary>See orders.</summary>
    public const string OrdersRead = "orders:read";

    /// <summary>Cancel and fulfill orders and write notes.</summary>
    public const string OrdersWrite = "orders:write";

    /// <summary>Capture, void and refund payments.</summary>
    public const string OrdersRefund = "orders:refund";

    /// <summary>See customers.</summary>
    public const string CustomersRead = "customers:read";

    /// <summary>Change customers.</summary>
    public const string CustomersWrite = "customers:write";

    /// <summary>See taxes, shipping and the shop's other settings.</summary>
    public const string SettingsRead = "settings:read";

    /// <summary>Change them.</summary>
    public const string SettingsWrite = "settings:write";

    /// <summary>See staff, roles and API keys.</summary>
    public const string AccessRead = "access:read";

    /// <summary>Change them, never beyond what one holds oneself.</summary>
    public const string AccessWrite = "access:write";

    /// <summary>Read the feed of events, and what is parked.</summary>
    public const string EventsRead = "events:read";

    /// <summary>Release what is parked, and keep webhook endpoints.</summary>
    public const string EventsWrite = "events:write";

    /// <summary>Read the audit log.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>See sales figures.</summary>
    public const string AnalyticsRead = "analytics:read";

    /// <summary>Let content be written by a language model.</summary>
    public const string AiUse = "ai:use";

    /// <summary>See tenants.</summary>
    public const string TenantsRead = "tenants:read";

    /// <summary>Create, change, suspend and remove tenants.</summary>
    public const string TenantsWrite = "tenants:write";

    /// <summary>Act as staff in every tenant.</summary>
    public const string TenantsActAs = "tenants:act_as";

    /// <summary>See the operators of the installation.</summary>
    public const string OperatorsRead = "operators:read";

    /// <summary>Change them.</summary>
    public const string OperatorsWrite = "operators:write";

    /// <summary>See and rotate the keys that sign tokens.</summary>
    public const string KeysWrite = "keys:write";

    /// <summary>Read the installation's own audit log.</summary>
    public const string PlatformAudit = "platform:audit";

    private static readonly string[] PlatformOnly = [TenantsRead, TenantsWrite, TenantsActAs, OperatorsRead, OperatorsWrite, KeysWrite, PlatformAudit];

    /// <summary>What the operators of the installation may be permitted.</summary>
    public static FrozenSet<string> Platform { get; } = PlatformOnly.ToFrozenSet();

    /// <summary>What the staff and the API keys of a tenant may be permitted.</summary>
    public static FrozenSet<string> Tenant { get; } = typeof(Permissions).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetRawConstantValue()!).Except(PlatformOnly).ToFrozenSet();
}
