using Microsoft.AspNetCore.Http;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// What every answer carries for safety in browsers and caches, whoever made it: set last, so that no endpoint, error or file can be without.
/// An endpoint that serves pages sets a <c>Content-Security-Policy</c> of its own, which stays.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    internal const string ResourcePolicy = "Cross-Origin-Resource-Policy";
    private const string Api = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const string OneYear = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Scripts of other origins read the API by CORS, which this does not touch; nobody may embed its answers as image or script, but for pictures.
        if (!headers.ContainsKey(ResourcePolicy))
            headers[ResourcePolicy] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), usb=()";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Api;
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = OneYear;
        if (!CatalogPage.IsServed(context) && BelongsToOneCaller(context))
        {
            headers.CacheControl = "private, no-store";
            headers.Remove("Pragma");
            headers.Remove("Expires");
        }
        return Task.CompletedTask;
    }

    // Carts, orders and everything of staff: no cache may keep them, nor an error or a state of health, which is true for a moment only.
    // What is public may be kept where its endpoint says so; of the API only the catalog is, for callers who are nobody in particular.
    private static bool BelongsToOneCaller(HttpContext context) =>
        context.Response.StatusCode >= StatusCodes.Status400BadRequest
        || context.Request.Path.StartsWithSegments("/api")
        || context.User.Identity?.IsAuthenticated == true
        || context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is { } rule && (rule.Surface is not (Surface.Public or Surface.Media) || context.Response.Headers.CacheControl.Count == 0);
}
