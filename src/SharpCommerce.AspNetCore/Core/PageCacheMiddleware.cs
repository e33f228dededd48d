using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SharpCommerce.Core.Pages;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// Answers catalog reads of callers who are not signed in from what is kept. After everything that decides whose catalog it is and whether the
/// call is answered at all, so a kept answer is given to nobody who would not have got it anew.
/// </summary>
internal sealed class PageCacheMiddleware(RequestDelegate next, PageCache pages, DatabaseMap databases)
{
    private const string ServedStale = "X-Served-Stale";
    private const string Depends = "X-Tenant, X-Publishable-Key, Authorization";

    private static readonly Counter<long> Served = CommerceTelemetry.Meter.CreateCounter<long>("sharpcommerce.catalog.pages", description: "Catalog answers to callers who are not signed in, by where they came from");
    private static readonly KeyValuePair<string, object?> Hit = new("result", "hit");
    private static readonly KeyValuePair<string, object?> Miss = new("result", "miss");
    private static readonly KeyValuePair<string, object?> Stale = new("result", "stale");

    public Task InvokeAsync(HttpContext context, TenantContext tenant)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CatalogPage>() is not { } kind || context.User.Identity is { IsAuthenticated: true })
            return next(context);
        var key = kind.KeyOf(context, tenant.Current);
        if (pages.Find(tenant.Current.Id, key) is not { } page || !pages.IsFresh(page))
            return ReadAsync(context, kind, tenant.Current, key);
        Served.Add(1, Hit);
        return WriteAsync(context, page);
    }

    private async Task ReadAsync(HttpContext context, CatalogPage kind, Tenant tenant, string key)
    {
        if (databases.For(tenant).Breaker.Failure is not null && await pages.FindStaleAsync(tenant.Id, key) is { } old)
        {
            await WriteStaleAsync(context, old);
            return;
        }
        var read = pages.Join(tenant.Id, key, out var mine);
        KeptPage page;
        try
        {
            page = mine ? await ReadAsync(context, kind, tenant, key, read) : await read.Completion.Task.WaitAsync(context.RequestAborted);
        }
        catch (Exception outage) when (databases.IsUnavailable(outage))
        {
            if (await pages.FindStaleAsync(tenant.Id, key) is not { } known)
                throw;
            await WriteStaleAsync(context, known);
            return;
        }
        Served.Add(1, Miss);
        await WriteAsync(context, page);
    }

    /// <summary>Lets the endpoint answer into memory. Its caller may leave meanwhile: others wait for the same.</summary>
    private async Task<KeptPage> ReadAsync(HttpContext context, CatalogPage kind, Tenant tenant, string key, PageRead read)
    {
        var (output, aborted) = (context.Response.Body, context.RequestAborted);
        using var captured = new MemoryStream();
        (context.Response.Body, context.RequestAborted) = (captured, CancellationToken.None);
        try
        {
            await next(context);
            if (context.Response.StatusCode != StatusCodes.Status200OK)
                throw new InvalidOperationException("An endpoint whose answers are kept succeeds or throws.");
        }
        catch (Exception failure)
        {
            pages.Fail(tenant.Id, key, read, failure);
            throw;
        }
        finally
        {
            (context.Response.Body, context.RequestAborted) = (output, aborted);
        }
        return pages.End(tenant.Id, key, read, captured.ToArray(), kind.Parts(context));
    }

    private Task WriteStaleAsync(HttpContext context, KeptPage page)
    {
        Served.Add(1, Stale);
        context.Response.Headers[ServedStale] = "true";
        return WriteAsync(context, page);
    }

    private Task WriteAsync(HttpContext context, KeptPage page)
    {
        CatalogPage.Serve(context);
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = page.ETag;
        // Whoever keeps it asks before each use whether it still holds, which costs no body.
        response.Headers.CacheControl = "public, no-cache";
        response.Headers.Append("Vary", Depends);
        response.Headers.Age = ((long)pages.AgeOf(page).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (request.Headers.IfNoneMatch is { Count: > 0 } known && Names(known.ToString(), page.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.ContentType = default;
            return Task.CompletedTask;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = page.Body.Length;
        return response.Body.WriteAsync(page.Body, 0, page.Body.Length, context.RequestAborted);
    }

    private static bool Names(string tags, string tag)
    {
        foreach (var range in tags.AsSpan().Split(','))
        {
            var named = tags.AsSpan(range).Trim();
            if (named is "*" || (named.StartsWith("W/") ? named[2..] : named).SequenceEqual(tag))
                return true;
        }
        return false;
    }
}
