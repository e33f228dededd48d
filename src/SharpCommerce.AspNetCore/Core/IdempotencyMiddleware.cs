using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Idempotency;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// A call that changes something and carries an <c>Idempotency-Key</c> runs once: repeated, it gets the first answer. Only successes
/// are kept: a refused call changed nothing and may be tried again under the same key. One that was cut off after it changed something never runs again.
/// </summary>
internal sealed partial class IdempotencyMiddleware(RequestDelegate next, ILogger<IdempotencyMiddleware> logger)
{
    internal const string Header = "Idempotency-Key";
    internal const string InProgress = "idempotency_in_progress";
    private const string Replayed = "Idempotent-Replayed";
    private const int MaxKeyLength = 255;
    private static readonly string[] KeptHeaders = ["ETag", "Location"];

    public async Task InvokeAsync(HttpContext context, IdempotencyStore store)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<AccessRule>() is not { } access || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }
        var rule = endpoint.Metadata.OfType<IdempotencyRule>().LastOrDefault();
        var values = context.Request.Headers[Header];
        if (values.Count == 0 || rule == IdempotencyRule.None)
        {
            if (rule == IdempotencyRule.Required)
                throw InputRules.Invalid(Header, "is required for this call: a value that stays the same when the call is repeated.");
            await next(context);
            return;
        }
        if (values is not [{ Length: > 0 and <= MaxKeyLength } key] || !key.All(c => c is > ' ' and <= '~'))
            throw InputRules.Invalid(Header, $"must be 1 to {MaxKeyLength} visible ASCII characters.");
        await RunOnceAsync(context, store, access, key, guardsItself: rule == IdempotencyRule.Required);
    }

    // What requires a key knows its own work by it: completed again, a cart finds its order.
    private async Task RunOnceAsync(HttpContext context, IdempotencyStore store, AccessRule access, string key, bool guardsItself)
    {
        var keyHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Caller(context, access)}\n{key}"));
        var requestHash = await HashAsync(context.Request, key, context.RequestAborted);
        if (await store.ClaimAsync(keyHash, requestHash, guardsItself, context.RequestAborted) is { } known)
        {
            await ReplayAsync(context, known, requestHash);
            return;
        }
        KillPoint.Reach(KillPoint.IdempotencyClaimed);
        var (output, aborted) = (context.Response.Body, context.RequestAborted);
        // A caller who hangs up and repeats the call must find its answer: once begun, it runs to its end.
        context.RequestAborted = CancellationToken.None;
        using var captured = new MemoryStream();
        context.Response.Body = captured;
        var (succeeded, cutOff) = (false, false);
        try
        {
            await next(context);
            context.Response.Body = output;
            succeeded = context.Response.StatusCode is >= 200 and < 300;
            if (succeeded)
            {
                KillPoint.Reach(KillPoint.IdempotencyBeforeAnswer);
                await KeepAsync(context, store, keyHash, captured.ToArray());
                KillPoint.Reach(KillPoint.IdempotencyAfterAnswer);
            }
        }
        catch (Exception failure) when (failure is not (CommerceException or BadHttpRequestException or DbUpdateConcurrencyException))
        {
            // Not a refusal: nobody knows how far it got.
            cutOff = true;
            throw;
        }
        finally
        {
            context.Response.Body = output;
            if (!succeeded)
                await store.ReleaseAsync(keyHash, refused: !cutOff);
        }
        captured.Position = 0;
        await captured.CopyToAsync(output, aborted);
    }

    private async Task KeepAsync(HttpContext context, IdempotencyStore store, byte[] keyHash, byte[] body)
    {
        try
        {
            var headers = KeptHeaders.Where(context.Response.Headers.ContainsKey).ToDictionary(name => name, name => context.Response.Headers[name].ToString());
            await store.SaveAsync(keyHash, context.Response.StatusCode, context.Response.ContentType, JsonSerializer.Serialize(headers), body);
        }
        catch (Exception failure)
        {
            // The call did its work and must not be told otherwise, nor may its key be free: until the lease ends, a repeated call hears that it is running.
            LogNotKept(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to a call with an idempotency key could not be kept")]
    private partial void LogNotKept(Exception failure);

    /// <summary>
    /// Whose key it is. A guest is known by what the address opens (a cart), wherever they are by now; and while there is no such
    /// thing yet, by their network address, so that two guests who chose the same simple key do not share a cart.
    /// </summary>
    private static string Caller(HttpContext context, AccessRule access) =>
        context.User.FindFirstValue(ClaimTypes.Name) is { } name ? $"{access.Surface}:{name}"
        : context.Request.RouteValues.Count > 0 ? $"guest:{context.Request.Path}"
        : $"guest:{context.Connection.RemoteIpAddress}:{context.Request.Path}";

    private static async Task<byte[]> HashAsync(HttpRequest request, string key, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        // With the key, which is kept nowhere: a body may hold a password, and a bare hash of it could be guessed at.
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private static async Task ReplayAsync(HttpContext context, KnownCall known, byte[] requestHash)
    {
        if (!known.RequestHash.AsSpan().SequenceEqual(requestHash))
            throw new CommerceException(new(ErrorKind.Unprocessable, "idempotency_mismatch", "This key was used for another call."));
        if (known.IsLost)
            throw new CommerceException(new(ErrorKind.Conflict, "idempotency_answer_lost", "The first call with this key was cut off after it changed something. Read what it was to change before you call with a new key."));
        if (known.StatusCode is not { } status)
            throw new CommerceException(new(ErrorKind.Conflict, InProgress, "The first call with this key is still running."));
        CommerceMetrics.Replayed();
        context.Response.StatusCode = status;
        context.Response.ContentType = known.ContentType;
        context.Response.Headers[Replayed] = "true";
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(known.Headers ?? "{}")!)
            context.Response.Headers[name] = value;
        if (known.Body is { Length: > 0 } body)
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
