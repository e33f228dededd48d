namespace SharpCommerce.Tenants;

/// <summary>The codes of this module.</summary>
internal static class TenantErrors
{
    internal static CommerceException Required() =>
        new(new(ErrorKind.Invalid, "tenant_required", "Say which tenant: by its host name, the X-Tenant header or a credential."));

    internal static CommerceException NotFound() => new(new(ErrorKind.NotFound, "tenant_not_found", "There is no such tenant."));

    internal static CommerceException Mismatch() => new(new(ErrorKind.Forbidden, "tenant_mismatch", "Host, X-Tenant header and credential name different tenants."));

    internal static CommerceException Suspended() => new(new(ErrorKind.Forbidden, "tenant_suspended", "This tenant is suspended."));

    internal static CommerceException Duplicate(string field) =>
        new(new(ErrorKind.Conflict, "duplicate", $"Another tenant has this {field} already.") { Extensions = new Dictionary<string, object?> { ["field"] = field } });
}
