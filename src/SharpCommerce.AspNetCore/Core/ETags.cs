using System.Globalization;
using Microsoft.AspNetCore.Http;
using SharpCommerce.Core;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>A resource's version as its <c>ETag</c>, and back from <c>If-Match</c>.</summary>
internal static class ETags
{
    internal static T WithETag<T>(this T body, HttpContext context, long version)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        return body;
    }

    /// <summary>The version that the caller saw; null when any will do. A tag that no version ever had is stale.</summary>
    internal static long? ExpectedVersion(this HttpContext context)
    {
        var tag = context.Request.Headers.IfMatch.ToString().Trim();
        if (tag.Length == 0 || tag == "*")
            return null;
        return tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' && long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw CommerceErrors.Stale();
    }
}
