using Microsoft.AspNetCore.Http;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// Lets scripts of the origins that a tenant allows read its answers (the Fetch standard's CORS). A preflight carries no header values,
/// so it may not name its tenant: it is answered for an origin that any open tenant allows, and the call itself, whose tenant is known,
/// decides. Nothing here needs cookies, so credentials are never allowed and an unread answer is all that a foreign page can get.
/// </summary>
internal sealed class CorsMiddleware(RequestDelegate next, TenantRegistry registry, CommerceHttpOptions options)
{
    private const int MaxOrigin = 300;
    private const string Methods = "GET, POST, PUT, PATCH, DELETE";
    private const string RequestHeaders =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Tenant, X-Order-Token, X-Publishable-Key, X-Request-Id, traceparent, tracestate";
    private const string AnswerHeaders =
        "ETag, Age, X-Served-Stale, Location, X-Request-Id, Idempotent-Replayed, Retry-After, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset";
    private const string TenMinutes = "600";

    public async Task InvokeAsync(HttpContext context, TenantContext tenant)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            await next(context);
            return;
        }
        // The only origin there is, in the form of a browser; anything else is as good as none.
        var origin = context.Request.Headers.Origin is [{ Length: > 0 and <= MaxOrigin } one] ? one : null;
        if (origin is not null && HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.AccessControlRequestMethod.Count > 0)
        {
            await AnswerPreflightAsync(context, origin);
            return;
        }
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Append("Vary", "Origin");
            if (origin is not null && tenant.IsResolved && tenant.Current.Allows(origin))
            {
                context.Response.Headers.AccessControlAllowOrigin = origin;
                context.Response.Headers.AccessControlExposeHeaders = AnswerHeaders;
            }
            return Task.CompletedTask;
        });
        await next(context);
    }

    private async Task AnswerPreflightAsync(HttpContext context, string origin)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        headers.Vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        if (!await MayCallAsync(context, origin))
            return;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = RequestHeaders;
        headers.AccessControlMaxAge = TenMinutes;
    }

    private async Task<bool> MayCallAsync(HttpContext context, string origin)
    {
        if (TenantManager.Host(context.Request.Host.Host) is { } host)
        {
            var bySlug = options.BaseDomain is { } domain && host.EndsWith('.' + domain, StringComparison.Ordinal) ? host[..^(domain.Length + 1)] : null;
            if (bySlug is not null)
                return await registry.BySlugAsync(bySlug, context.RequestAborted) is { Status: TenantStatus.Active } named && named.Allows(origin);
            if (await registry.ByHostAsync(host, context.RequestAborted) is { } known)
                return known.Status == TenantStatus.Active && known.Allows(origin);
        }
        return await registry.ByOriginAsync(origin, context.RequestAborted) is not null;
    }
}
