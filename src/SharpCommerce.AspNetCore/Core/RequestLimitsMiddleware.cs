using Microsoft.AspNetCore.Http;
using SharpCommerce.Core;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Refuses what no call needs before anything of it is read: a body that says it is too long, a doubled or endless query parameter.</summary>
internal sealed class RequestLimitsMiddleware(RequestDelegate next)
{
    private const int MaxParameters = 50;
    private const int MaxValue = 2_000;

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<AccessRule>() is null)
            return next(context);
        // Calls that take no body would never look at it; bodies without a length are counted by the server while they are read.
        if (endpoint.Metadata.GetMetadata<BodyLimit>() is { } limit && context.Request.ContentLength > limit.MaxBytes)
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        foreach (var (name, values) in context.Request.Query)
        {
            if (values.Count > 1)
                throw InputRules.Invalid(name, "must not be repeated.");
            if (values[0]?.Length > MaxValue)
                throw InputRules.Invalid(name, $"must have at most {MaxValue} characters.");
        }
        return context.Request.Query.Count > MaxParameters ? throw InputRules.Invalid("query", $"must have at most {MaxParameters} parameters.") : next(context);
    }
}
