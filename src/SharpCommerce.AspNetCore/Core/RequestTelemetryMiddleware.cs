using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// What a call leaves behind for operators: its ids on every line of the log, a line of its own if it failed or was slow, its span and its figures. They name
/// the route and never the address, because the id of a guest's cart, for one, is the key to it.
/// </summary>
internal sealed partial class RequestTelemetryMiddleware(RequestDelegate next, TenantLabels labels, ILoggerFactory loggers)
{
    /// <summary>The category of the lines that tell of calls: at <c>Debug</c> of each.</summary>
    internal const string Category = "SharpCommerce.Requests";
    private const string NoRoute = "none";
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly Counter<long> _requests = CommerceMetrics.Requests;
    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var lines = new LogScope { RequestId = context.TraceIdentifier };
        context.Features.Set(lines);
        using (_logger.BeginScope(lines))
        {
            try
            {
                await next(context);
            }
            finally
            {
                // The exception handler takes the endpoint away.
                var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
                if (endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is null)
                    Tell(context, lines, (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute, Stopwatch.GetElapsedTime(started));
            }
        }
    }

    private void Tell(HttpContext context, LogScope lines, string route, TimeSpan elapsed)
    {
        var status = context.Response.StatusCode;
        var method = Method(context.Request.Method);
        if (_requests.Enabled)
            Count(context, lines, route, method, status);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity && activity.Source.HasListeners())
            Describe(activity, lines, route, method, status);
        var level = status >= StatusCodes.Status500InternalServerError || elapsed >= Slow ? LogLevel.Warning : LogLevel.Debug;
        if (_logger.IsEnabled(level))
            LogRequest(level, method, route, status, (long)elapsed.TotalMilliseconds);
    }

    private void Count(HttpContext context, LogScope lines, string route, string method, int status)
    {
        KeyValuePair<string, object?> tenant = new("tenant", lines.Tenant is { } known ? labels.Count(known) : NoRoute);
        KeyValuePair<string, object?> statusClass = new("status", ClassOf(status));
        _requests.Add(1, new TagList { { "route", route }, { "method", method }, statusClass, tenant });
        // ASP.NET Core's own histogram of durations.
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } duration)
        {
            duration.Tags.Add(statusClass);
            duration.Tags.Add(tenant);
        }
    }

    private static void Describe(Activity activity, LogScope lines, string route, string method, int status)
    {
        activity.DisplayName = $"{method} {route}";
        activity.SetTag("http.request.method", method);
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", status);
        activity.SetTag("sharpcommerce.request.id", lines.RequestId);
        if (lines.Tenant is { } tenant)
            activity.SetTag(CommerceTelemetry.TenantId, tenant.Id.ToString());
        if (lines.Caller is { } caller)
            activity.SetTag("sharpcommerce.caller", caller);
        if (status >= StatusCodes.Status500InternalServerError)
            activity.SetStatus(ActivityStatusCode.Error);
    }

    private static string ClassOf(int status) => status switch
    {
        < 200 => "1xx",
        < 300 => "2xx",
        < 400 => "3xx",
        < 500 => "4xx",
        _ => "5xx",
    };

    // Anybody may make methods up.
    private static string Method(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" => method,
        _ => "other",
    };

    [LoggerMessage(Message = "{Method} {Route} {Status} in {Milliseconds} ms")]
    private partial void LogRequest(LogLevel level, string method, string route, int status, long milliseconds);
}
