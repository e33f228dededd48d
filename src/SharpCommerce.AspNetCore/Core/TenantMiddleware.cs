using Microsoft.AspNetCore.Http;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Resolves the tenant from host and <c>X-Tenant</c> header. They must agree; there is no default.</summary>
internal sealed class TenantMiddleware(RequestDelegate next, TenantRegistry registry, CommerceHttpOptions options)
{
    internal const string Header = "X-Tenant";

    public async Task InvokeAsync(HttpContext context, TenantContext tenantContext, Actor actor)
    {
        var surface = context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>()?.Surface;
        if (surface is Surface.Store or Surface.Admin)
            tenantContext.Resolve(await FindAsync(context.Request, context.RequestAborted));
        actor.Name = context.User.Identity?.Name ?? (surface == Surface.Store ? "shopper" : "system");
        actor.Address = context.Connection.RemoteIpAddress?.ToString();
        actor.RequestId = context.TraceIdentifier;
        actor.IsAdministrative = surface is Surface.Admin or Surface.Platform;
        await next(context);
    }

    private async Task<Tenant> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var byHost = await ByHostAsync(request.Host.Host, cancellationToken);
        var byHeader = await ByHeaderAsync(request, cancellationToken);
        if (byHost is not null && byHeader is not null && byHost.Id != byHeader.Id)
            throw TenantErrors.Mismatch();
        var tenant = byHost ?? byHeader ?? throw TenantErrors.Required();
        return tenant.Status == TenantStatus.Suspended ? throw TenantErrors.Suspended() : tenant;
    }

    private async Task<Tenant?> ByHostAsync(string requestHost, CancellationToken cancellationToken)
    {
        if (TenantManager.Host(requestHost) is not { } host)
            return null;
        if (options.BaseDomain is { } domain && host.EndsWith('.' + domain, StringComparison.Ordinal))
            return await registry.BySlugAsync(host[..^(domain.Length + 1)], cancellationToken) ?? throw TenantErrors.NotFound();
        return await registry.ByHostAsync(host, cancellationToken);
    }

    private async Task<Tenant?> ByHeaderAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
            return null;
        if (values.Count > 1 || values[0] is not { Length: > 0 and <= 63 } name)
            throw InputRules.Invalid(Header, "must be one tenant's slug or id.");
        return await registry.ByNameAsync(name, cancellationToken) ?? throw TenantErrors.NotFound();
    }
}
