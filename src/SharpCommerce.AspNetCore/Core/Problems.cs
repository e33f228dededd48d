using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Every error of the API leaves here, as RFC 9457 problem details with a stable code.</summary>
internal sealed partial class Problems(DatabaseMap databases, ILogger<Problems> logger) : IExceptionHandler
{
    private const string ContentType = "application/problem+json";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case CommerceException broken:
                await WriteAsync(httpContext, broken.Error);
                return true;
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                httpContext.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                await WriteForStatusAsync(httpContext);
                return true;
            case BadHttpRequestException bad:
                await WriteAsync(httpContext, Explain(bad));
                return true;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                // Nobody is listening any more; the code is nginx's, for the log.
                httpContext.Response.StatusCode = 499;
                return true;
            case DbUpdateConcurrencyException:
                await WriteAsync(httpContext, CommerceErrors.Stale().Error);
                return true;
            case var full when databases.IsStorageFull(full):
                LogFull(exception.GetType().Name);
                await WriteAsync(httpContext, new(ErrorKind.StorageFull, "storage_full", "The database's disk is full: nothing can be changed until the operator has made room."));
                return true;
            case var outage when databases.IsUnavailable(outage):
                // What a breaker refuses it has told the log once, for all.
                if (outage is not DatabaseUnavailableException)
                    LogOutage(exception);
                await WriteAsync(httpContext, new(ErrorKind.Unavailable, "database_unavailable", "The database does not answer; try again in a moment."));
                return true;
            default:
                LogFailure(exception);
                await WriteAsync(httpContext, StatusCodes.Status500InternalServerError, "internal_error", "Something went wrong on our side; the trace id leads to it.");
                return true;
        }
    }

    internal static Task WriteAsync(HttpContext context, CommerceError error)
    {
        if (error.Kind == ErrorKind.Unavailable || error.Code == IdempotencyMiddleware.InProgress)
            context.Response.Headers.RetryAfter = "1";
        if (error.Kind == ErrorKind.StorageFull)
            context.Response.Headers.RetryAfter = "10";
        if (error.Kind == ErrorKind.RateLimited && error.Extensions?[LimitErrors.RetryAfter] is int seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, StatusOf(error.Kind), error.Code, error.Message, error.Errors, error.Extensions);
    }

    /// <summary>Gives a body to the answers that the framework leaves empty: unknown routes, wrong methods and media types.</summary>
    internal static Task WriteForStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        404 => WriteAsync(context, 404, "not_found", "There is nothing at this address."),
        405 => WriteAsync(context, 405, "method_not_allowed", "This address does not know this method; see the Allow header."),
        413 => WriteAsync(context, 413, "payload_too_large", "The body is too large."),
        415 => WriteAsync(context, 415, "unsupported_media_type", "This call does not take that media type; most take application/json."),
        var status => WriteAsync(context, status, "http_error", ReasonPhrases.GetReasonPhrase(status)),
    };

    private static async Task WriteAsync(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null, IReadOnlyDictionary<string, object?>? extensions = null)
    {
        if (context.Response.HasStarted)
            return;
        CommerceMetrics.Refused(code);
        var problem = new Dictionary<string, object?>
        {
            ["type"] = $"urn:sharpcommerce:problem:{code}",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
            ["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
            ["requestId"] = context.TraceIdentifier,
        };
        if (errors is not null)
            problem["errors"] = errors;
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>())
            problem[name] = value;
        context.Response.StatusCode = status;
        // The exception handler has cleared the headers.
        RequestIdMiddleware.WriteHeader(context);
        RateLimitHeaders.Write(context);
        await context.Response.WriteAsJsonAsync(problem, CommerceJson.Options, ContentType, context.RequestAborted);
    }

    private static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => 400,
        ErrorKind.Unauthenticated => 401,
        ErrorKind.Forbidden => 403,
        ErrorKind.NotFound => 404,
        ErrorKind.Conflict => 409,
        ErrorKind.Gone => 410,
        ErrorKind.PreconditionFailed => 412,
        ErrorKind.TooLarge => 413,
        ErrorKind.Unprocessable => 422,
        ErrorKind.RateLimited => 429,
        ErrorKind.Unavailable => 503,
        ErrorKind.StorageFull => 507,
        ErrorKind.Upstream => 502,
        _ => 500,
    };

    private static CommerceError Explain(BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
            return new(ErrorKind.TooLarge, "payload_too_large", "The body is too large.");
        var (field, message) = bad.InnerException is JsonException json
            ? (CommerceJson.Field(json), CommerceJson.Explain(json))
            : (Parameter(bad.Message), "cannot be read as what it must be.");
        return new(ErrorKind.Invalid, "validation_failed", "The input is not valid; see errors.") { Errors = new Dictionary<string, string[]> { [field] = [message] } };
    }

    // "Failed to bind parameter "Nullable<long> MinPrice" from "abc".": a record's parameter has a name in PascalCase.
    private static string Parameter(string message)
    {
        var quoted = message.Split('"');
        return quoted.Length > 1 ? JsonNamingPolicy.CamelCase.ConvertName(quoted[1].Split(' ')[^1]) : "body";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed")]
    private partial void LogFailure(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database's disk is full: a call that writes was refused ({Failure})")]
    private partial void LogFull(string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer")]
    private partial void LogOutage(Exception exception);
}
