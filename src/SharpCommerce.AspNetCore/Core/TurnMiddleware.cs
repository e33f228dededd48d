using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SharpCommerce.Core.Limits;
using SharpCommerce.Tenants;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// Gives a call its turn, fairly between tenants, before anything asks the database for it. A turn is held while the server works, and not while
/// the caller's line is slow: the body is read before it begins, and it ends when the answer does begin. Files are the exception, and have turns of their own.
/// </summary>
internal sealed class TurnMiddleware(RequestDelegate next, RequestTurns turns, BodyReader bodies, TenantRegistry registry, CommerceHttpOptions options)
{
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || RateLimitHeaders.IsExempt(context))
        {
            await next(context);
            return;
        }
        var rule = endpoint.Metadata.GetMetadata<AccessRule>();
        var kind = endpoint.Metadata.OfType<TurnKind>().Select(declared => (TurnKind?)declared).LastOrDefault() ?? (rule?.Surface == Surface.Auth ? TurnKind.SignIn : TurnKind.Call);
        if (kind != TurnKind.Transfer && !await bodies.ReadAsync(context))
        {
            await Problems.WriteAsync(context, LimitErrors.Overloaded());
            return;
        }
        var tenant = rule is { NeedsTenant: true } ? Recall(context.Request, out var name) : Nobody(out name);
        using var turn = await turns[kind].TakeAsync(tenant is null ? TurnLane.Unknown(name) : TurnLane.Of(tenant.Id), context.RequestAborted);
        if (turn.Refusal is { } refusal)
        {
            CorsMiddleware.AllowToRead(context, tenant);
            await Problems.WriteAsync(context, refusal);
            return;
        }
        // Whoever has left meanwhile is not worked for.
        context.RequestAborted.ThrowIfCancellationRequested();
        if (kind != TurnKind.Transfer)
        {
            context.Response.OnStarting(static turn =>
            {
                ((FairTurns.Turn)turn).Dispose();
                return Task.CompletedTask;
            }, turn);
        }
        await next(context);
    }

    /// <summary>Operators and what needs no tenant share one lane.</summary>
    private static Tenant Nobody(out string name)
    {
        name = "";
        return Tenant.Platform;
    }

    /// <summary>
    /// The tenant that the call names first, from memory. Nothing is checked: what does not fit together is refused later, and whoever may
    /// name a tenant could have called it as well. A tenant that memory does not know yet is a stranger for this one call.
    /// </summary>
    private Tenant? Recall(HttpRequest request, out string name)
    {
        if (request.Headers[TenantMiddleware.Header] is [{ Length: > 0 } named])
            return registry.RecallName(name = named);
        name = request.Host.Host;
        if (options.BaseDomain is { } domain && name.EndsWith('.' + domain, StringComparison.OrdinalIgnoreCase))
            return registry.RecallName(name[..^(domain.Length + 1)].ToLowerInvariant());
        if (registry.RecallHost(name.ToLowerInvariant()) is { } host)
            return host;
        return (CredentialTenant(request) is { } claimed ? registry.RecallName(name = claimed) : null);
    }

    private static string? CredentialTenant(HttpRequest request)
    {
        if (request.Headers[TenantMiddleware.PublishableKeyHeader] is [{ } publishable])
            return ApiKeyText.Parse(publishable)?.TenantId.ToString();
        if (request.Headers.Authorization is not [{ } value] || !value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = value[Bearer.Length..].Trim();
        return ApiKeyText.Parse(token)?.TenantId.ToString() ?? AccessTokens.ClaimedTenant(token);
    }
}

/// <summary>Reads a call's body whole before the call gets its turn, so that a slow sender holds up nobody.</summary>
internal sealed class BodyReader
{
    // Larger ones are read at work: there is hardly any, and only staff may send them.
    private const long Most = CommerceHttp.MaxJsonBytes;

    // Nearly all bodies are smaller. As many of these may be on their way as there are connections, of larger ones a budget's worth.
    private const long Small = 16 * 1024;
    private const long Budget = 32L << 20;

    private long _arriving;

    /// <summary>False: too many large bodies are on their way already.</summary>
    internal async ValueTask<bool> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true
            || request.ContentLength > Most || context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() is not { } limit || limit.MaxBytes > Most)
        {
            return true;
        }
        var size = request.ContentLength ?? limit.MaxBytes;
        if (size <= Small)
        {
            await ReadAsync(request, size, context.RequestAborted);
            return true;
        }
        try
        {
            if (Interlocked.Add(ref _arriving, size) > Budget)
                return false;
            await ReadAsync(request, 0, context.RequestAborted);
            return true;
        }
        finally
        {
            Interlocked.Add(ref _arriving, -size);
        }
    }

    private static async Task ReadAsync(HttpRequest request, long size, CancellationToken cancellationToken)
    {
        var body = new MemoryStream((int)size);
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        request.Body = body;
    }
}
