using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace SharpCommerce.Server;

/// <summary>
/// Serves the shop at <c>/</c> and the back office at <c>/admin/</c>, from a folder with what <c>web/</c> was built to. They are files without a tenant: the pages find out by the API whose
/// they are. Whatever routing knows, and every address that belongs to the API, is left to it, so that no error of it ever looks like a page.
/// </summary>
internal sealed class WebApps
{
    private const string Forever = "public, max-age=31536000, immutable";
    private const string Nonce = "{nonce}";

    // What stands at these beginnings are no pages, even where there is nothing.
    private static readonly string[] Taken = ["/api", "/openapi", "/docs", "/health", "/media", "/metrics", "/dev", "/.well-known", "/scalar"];

    private static readonly (string Name, string Extension)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    private static readonly FileExtensionContentTypeProvider Types = new();

    // Stripe's form may be shown where it is paid with, and nothing of others anywhere else: see docs/payments.md.
    private static readonly PageSources OwnAlone = new("", "", "");
    private static readonly PageSources WithStripe = new(" https://js.stripe.com https://*.js.stripe.com", " https://api.stripe.com", "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com");
    private static readonly PathString Paying = "/checkout/pay";

    private readonly string _shop;
    private readonly string _admin;

    private WebApps(string folder) => (_shop, _admin) = (Path.Combine(folder, "shop"), Path.Combine(folder, "admin"));

    /// <summary>The apps in a folder; null when they were not built.</summary>
    internal static WebApps? Find(string folder)
    {
        var apps = new WebApps(Path.GetFullPath(folder));
        return File.Exists(Index(apps._shop)) && File.Exists(Index(apps._admin)) ? apps : null;
    }

    /// <summary>The last of the pipeline, after what the API has let pass.</summary>
    internal async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var (request, path) = (context.Request, context.Request.Path);
        if (context.GetEndpoint() is not null || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || Taken.Any(taken => path.StartsWithSegments(taken)))
        {
            await next(context);
            return;
        }
        var isAdmin = path.StartsWithSegments("/admin", out var below);
        if (isAdmin && !below.HasValue)
        {
            context.Response.Redirect($"/admin/{request.QueryString}");
            return;
        }
        var (folder, page) = isAdmin ? (_admin, below) : (_shop, path);
        if (page.StartsWithSegments("/assets", out var asset))
            await SendAssetAsync(context, folder, asset.Value ?? "", next);
        else if (Path.HasExtension(page.Value))
            await next(context);
        else
            await SendPageAsync(context, Index(folder), !isAdmin && path.StartsWithSegments(Paying) ? WithStripe : OwnAlone);
    }

    private static string Index(string folder) => Path.Combine(folder, "index.html");

    /// <summary>A file whose name has the digest of its content: what it leads to never changes.</summary>
    private static async Task SendAssetAsync(HttpContext context, string folder, string asset, RequestDelegate next)
    {
        var name = Path.GetFileName(asset);
        var file = Path.Combine(folder, "assets", name);
        // One level, by its plain name: nothing leads out of the folder.
        if (asset != $"/{name}" || !File.Exists(file) || !Types.TryGetContentType(name, out var type))
        {
            await next(context);
            return;
        }
        var headers = context.Response.Headers;
        headers.CacheControl = Forever;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ETag = $"\"{name}\"";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains($"\"{name}\"", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = type;
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        foreach (var (encoding, extension) in Encodings)
        {
            if (!accepted.Any(one => one.Value == encoding && one.Quality != 0) || !File.Exists(file + extension))
                continue;
            headers.ContentEncoding = encoding;
            file += extension;
            break;
        }
        context.Response.ContentLength = new FileInfo(file).Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    /// <summary>The page that every address of an app gets. Its scripts carry a nonce of this answer; no other script runs.</summary>
    private static async Task SendPageAsync(HttpContext context, string index, PageSources others)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        // Merchants' pictures may stand on other servers; scripts, styles and calls may not.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'{others.Scripts}; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob: https:; font-src 'self'; "
            + $"connect-src 'self'{others.Calls}; {(others.Frames.Length > 0 ? $"frame-src {others.Frames}; " : "")}base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        context.Response.ContentType = "text/html; charset=utf-8";
        var html = (await File.ReadAllTextAsync(index, context.RequestAborted)).Replace(Nonce, nonce, StringComparison.Ordinal);
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>What of others a page may use, as parts of a content security policy.</summary>
    private sealed record PageSources(string Scripts, string Calls, string Frames);
}
