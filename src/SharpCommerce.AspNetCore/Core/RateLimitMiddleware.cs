using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Counts calls by network address. Before authentication: whoever tries tokens is counted, too.</summary>
internal sealed class AddressLimitMiddleware(RequestDelegate next, RequestRates rates, CommerceHttpOptions options)
{
    // A proxy that is not known as one makes all its callers look like the machine itself.
    private readonly bool _loopbackIsCaller = options.TrustedProxies.Count > 0;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || RateLimitHeaders.IsExempt(context))
            return next(context);
        var network = CallerNetwork.Of(address);
        if (network.IsLoopback && !_loopbackIsCaller)
            return next(context);
        var decision = rates.CountAddress(network);
        RateLimitHeaders.Set(context, decision);
        return decision.Refused ? RateLimitHeaders.RefuseAsync(context, decision) : next(context);
    }
}

/// <summary>Counts calls by credential and by tenant, once both are known.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RequestRates rates)
{
    public Task InvokeAsync(HttpContext context, TenantContext tenant)
    {
        if (RateLimitHeaders.IsExempt(context))
            return next(context);
        var decision = context.User.Identity is { IsAuthenticated: true, Name: { } name } ? rates.CountCredential(name) : default;
        // A credential that is refused does not use up what its tenant has.
        if (tenant.IsResolved && !decision.Refused)
            decision = decision.Tighter(rates.CountTenant(tenant.Current.Id));
        RateLimitHeaders.Set(context, decision);
        return decision.Refused ? RateLimitHeaders.RefuseAsync(context, decision) : next(context);
    }
}

/// <summary>Tells a caller how much is left, in the three headers of the earlier IETF drafts, which clients know.</summary>
internal static class RateLimitHeaders
{
    private const string Limit = "RateLimit-Limit";
    private const string Remaining = "RateLimit-Remaining";
    private const string Reset = "RateLimit-Reset";

    internal static bool IsExempt(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    /// <summary>Writes the tightest of what was decided for this call so far.</summary>
    internal static void Set(HttpContext context, RateDecision decision)
    {
        if (decision.Limit is null)
            return;
        if (context.Features.Get<Tightest>() is { } tightest)
            tightest.Decision = tightest.Decision.Tighter(decision);
        else
            context.Features.Set(tightest = new() { Decision = decision });
        Write(context, tightest.Decision);
    }

    /// <summary>Writes them again after the exception handler has cleared the headers.</summary>
    internal static void Write(HttpContext context)
    {
        if (context.Features.Get<Tightest>() is { } tightest)
            Write(context, tightest.Decision);
    }

    internal static Task RefuseAsync(HttpContext context, RateDecision decision) => Problems.WriteAsync(context, LimitErrors.RateLimit(decision.SecondsLeft));

    private static void Write(HttpContext context, RateDecision decision)
    {
        var headers = context.Response.Headers;
        headers[Limit] = decision.Limit!.Text;
        headers[Remaining] = Math.Max(0, decision.Left).ToString(CultureInfo.InvariantCulture);
        headers[Reset] = decision.SecondsLeft.ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Tightest
    {
        internal RateDecision Decision { get; set; }
    }
}
