using Microsoft.AspNetCore.Http;
using SharpCommerce.Core;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Users;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// Resolves the tenant from host, path of inbound webhooks, <c>X-Tenant</c> header, publishable key and credential. What is there must agree; there is no default.
/// A header selects and never grants: only operators' credentials are good for more than one tenant.
/// </summary>
internal sealed class TenantMiddleware(RequestDelegate next, TenantRegistry registry, CredentialReader credentials, CommerceHttpOptions options)
{
    internal const string Header = "X-Tenant";
    internal const string PublishableKeyHeader = "X-Publishable-Key";

    public async Task InvokeAsync(HttpContext context, TenantContext tenantContext, Actor actor, Caller caller)
    {
        var rule = context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>();
        // Signing in and renewing tokens work whatever old token a client still sends along.
        var ignored = rule is { IsOpen: true, Surface: not Surface.Store };
        var credential = ignored ? null : (context.User.Identity as CallerIdentity)?.Credential;
        if (rule is not null && !ignored && credential is null && context.Request.Headers.Authorization.Count > 0)
        {
            // Whoever sends a credential means to be somebody: going on as a guest would do another thing than was asked for.
            await BearerAuthentication.WriteUnauthenticatedAsync(context);
            return;
        }
        if (rule is { NeedsTenant: true })
            tenantContext.Resolve(await FindAsync(context.Request, rule.HasTenantInPath, credential, context.RequestAborted));
        else if (rule?.Surface == Surface.Platform)
            tenantContext.Resolve(Tenant.Platform);
        caller.Credential = credential ?? Credential.Nobody;
        actor.Name = credential?.Name ?? (rule?.Surface is Surface.Store or Surface.Auth ? "shopper" : "system");
        if (context.Features.Get<LogScope>() is { } lines)
            (lines.Tenant, lines.Caller) = (tenantContext.IsResolved ? tenantContext.Current : null, caller.Credential.Name);
        actor.Address = context.Connection.RemoteIpAddress?.ToString();
        actor.RequestId = context.TraceIdentifier;
        // What people do with their own account is theirs; what needs a permission is told in the audit log.
        actor.IsAdministrative = rule?.Permission is not null;
        await next(context);
    }

    private async Task<Tenant> FindAsync(HttpRequest request, bool inPath, Credential? credential, CancellationToken cancellationToken)
    {
        Tenant? tenant = null;
        Agree(await ByHostAsync(request.Host.Host, cancellationToken));
        Agree(await ByHeaderAsync(request, cancellationToken));
        if (inPath)
            Agree(await registry.ByNameAsync((string)request.RouteValues["tenant"]!, cancellationToken) ?? throw TenantErrors.NotFound());
        Agree(await ByPublishableKeyAsync(request, cancellationToken));
        if (credential is { IsOperator: false })
            Agree(await registry.ByIdAsync(credential.TenantId, cancellationToken) ?? throw TenantErrors.NotFound());
        if (tenant is null)
            throw TenantErrors.Required();
        return tenant.Status == TenantStatus.Suspended ? throw TenantErrors.Suspended() : tenant;

        void Agree(Tenant? named)
        {
            if (named is not null && tenant is not null && named.Id != tenant.Id)
                throw TenantErrors.Mismatch();
            tenant ??= named;
        }
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

    private async Task<Tenant?> ByPublishableKeyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = request.Headers[PublishableKeyHeader];
        if (values.Count == 0)
            return null;
        var key = values is [{ } text] ? ApiKeyText.Parse(text) : null;
        return key is { Kind: ApiKeyKind.Publishable }
            && await registry.ByIdAsync(key.TenantId, cancellationToken) is { } tenant
            && await credentials.KeyAsync(tenant, key, cancellationToken) is not null
            ? tenant
            : throw UserErrors.Unauthenticated();
    }
}
