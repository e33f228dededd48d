using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using SharpCommerce.Core;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>A file that a call brings: the raw body, or the first file of a multipart form. It is streamed, never held here.</summary>
internal static class UploadedFile
{
    private const int MaxBoundary = 100;

    internal static async Task<(Stream Content, string? Name)> OpenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (request.Body, null);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundary)
            throw InputRules.Invalid("body", "is a multipart form without a usable boundary.");
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                return (section.Body, (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).ToString());
        }
        throw InputRules.Invalid("body", "is a multipart form without a file.");
    }
}
