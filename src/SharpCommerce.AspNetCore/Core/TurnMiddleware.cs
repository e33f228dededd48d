using System.Buffers;
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
    private const string PathTenant = "tenant";

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
        var tenant = rule is { NeedsTenant: true } ? Recall(context.Request, rule, out var name) : Nobody(out name);
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
    private Tenant? Recall(HttpRequest request, AccessRule rule, out string name)
    {
        if (rule.HasTenantInPath && request.RouteValues[PathTenant] is string routed)
            return registry.RecallName(name = routed);
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
    private const int Small = 16 * 1024;
    private const long Budget = 32L << 20;
    private const int Piece = 8 * 1024;

    // A slow line must not hold a part of the budget for as long as it likes.
    private static readonly TimeSpan LongestLarge = TimeSpan.FromSeconds(30);

    private long _arriving;

    /// <summary>False: too many large bodies are on their way already, or this one does not come to its end.</summary>
    internal async ValueTask<bool> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true
            || request.ContentLength > Most || context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() is not { } limit || limit.MaxBytes > Most)
        {
            return true;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var (body, large) = (new MemoryStream((int)Math.Min(request.ContentLength ?? 0, Small)), false);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            // What has arrived counts, not what was announced.
            for (int read; (read = await request.Body.ReadAsync(piece, patience.Token)) > 0; body.Write(piece, 0, read))
            {
                if (large || body.Length + read <= Small)
                    continue;
                large = true;
                patience.CancelAfter(LongestLarge);
                if (Interlocked.Add(ref _arriving, Most) > Budget)
                    return false;
                body.Capacity = (int)Math.Max(request.ContentLength ?? 0, body.Capacity);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            if (large)
                Interlocked.Add(ref _arriving, -Most);
        }
        body.Position = 0;
        request.Body = body;
        return true;
    }
}
