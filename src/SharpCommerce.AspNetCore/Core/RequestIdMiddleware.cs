using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Gives every answer an <c>X-Request-Id</c>: the caller's if it is well-formed, else a new one.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next)
{
    private const string Header = "X-Request-Id";
    private const int MaxLength = 128;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        context.TraceIdentifier = given is [{ Length: > 0 and <= MaxLength } id] && !id.AsSpan().ContainsAnyExcept(Allowed) ? id : Guid.CreateVersion7().ToString("N");
        WriteHeader(context);
        return next(context);
    }

    internal static void WriteHeader(HttpContext context) => context.Response.Headers[Header] = context.TraceIdentifier;
}
