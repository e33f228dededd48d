using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Media;

namespace SharpCommerce.AspNetCore.Media;

/// <summary>Pictures: uploaded by staff, seen by everybody.</summary>
internal static class MediaEndpoints
{
    // Leaves room for the multipart frame around the picture.
    private const long MaxUploadBytes = MediaManager.MaxBytes + (1L << 20);

    // Named after its content, so it never changes.
    private const string Forever = "public, max-age=31536000, immutable";

    internal static void MapMedia(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/media").WithTags("Products");
        admin.MapGet("", ListAsync).Admin("catalog:read").WithName("listMedia").WithSummary("The uploaded pictures, last first.");
        admin.MapPost("", UploadAsync).Admin("catalog:write").Mostly(TurnKind.Transfer).MaxBody(MaxUploadBytes).Accepts<IFormFile>("multipart/form-data", "image/png", "image/jpeg", "image/webp", "image/gif", "image/avif")
            .WithName("uploadMedia").WithSummary("Upload a picture.").WithDescription("As the raw body, or as the first file of a multipart form. What kind it is, its content says. The same picture is kept once.");
        admin.MapGet("{id:guid}", GetAsync).Admin("catalog:read").WithName("getMedia").WithSummary("A picture's address and size.");
        admin.MapDelete("{id:guid}", DeleteAsync).Admin("catalog:write").WithName("deleteMedia").WithSummary("Remove a picture that nothing shows.");
    }

    /// <summary>Serves the pictures to whoever has an address, on any page: they are no secrets.</summary>
    internal static void MapPictures(this IEndpointRouteBuilder app) => app.MapGet("/media/{tenant}/{file}", ServeAsync).Open(Surface.Media).ExcludeFromDescription();

    private static async Task<Ok<Page<MediaResponse>>> ListAsync([FromQuery] int? limit, [FromQuery] string? cursor, MediaManager media, CancellationToken cancellationToken)
    {
        var page = await media.ListAsync(limit ?? 20, cursor, cancellationToken);
        return TypedResults.Ok(new Page<MediaResponse>([.. page.Items.Select(Response)], page.NextCursor));
    }

    private static async Task<Results<Created<MediaResponse>, Ok<MediaResponse>>> UploadAsync(MediaManager media, HttpRequest request, CancellationToken cancellationToken)
    {
        var (content, name) = await UploadedFile.OpenAsync(request, cancellationToken);
        var (file, isNew) = await media.AddAsync(content, name, cancellationToken);
        return isNew ? TypedResults.Created($"/api/v1/admin/media/{file.Id}", Response(file)) : TypedResults.Ok(Response(file));
    }

    private static async Task<Ok<MediaResponse>> GetAsync(Id<MediaFile> id, MediaManager media, CancellationToken cancellationToken) =>
        TypedResults.Ok(Response(await media.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("picture")));

    private static async Task<NoContent> DeleteAsync(Id<MediaFile> id, MediaManager media, CancellationToken cancellationToken)
    {
        await media.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task ServeAsync(string file, MediaManager media, HttpContext context, CancellationToken cancellationToken)
    {
        if (MediaPaths.Parse(file) is not { } named)
            throw CommerceErrors.NotFound("picture");
        // Whoever has it has the right one.
        var known = context.Request.Headers.IfNoneMatch.ToString().Contains(named.Sha256, StringComparison.Ordinal);
        var content = known ? [] : await media.ContentAsync(named.Sha256, named.Format, cancellationToken) ?? throw CommerceErrors.NotFound("picture");
        var headers = context.Response.Headers;
        headers.CacheControl = Forever;
        headers.ETag = $"\"{named.Sha256}\"";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // Shops stand on other origins than the API.
        headers[SecurityHeadersMiddleware.ResourcePolicy] = "cross-origin";
        if (known)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = MediaPaths.ContentType(named.Format);
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, cancellationToken);
    }

    private static MediaResponse Response(MediaFile file) => new(file.Id, file.Url, MediaPaths.ContentType(file.Format), file.Width, file.Height, file.Bytes, file.Name, file.CreatedAt);
}

/// <summary>A picture.</summary>
/// <param name="Id">The id.</param>
/// <param name="Url">Where it is served, as a path on this server; what <c>media[].url</c> of a product and <c>logoUrl</c> take.</param>
/// <param name="ContentType">What kind of picture it is.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Name">The name of the file that came in.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
internal sealed record MediaResponse(Id<MediaFile> Id, string Url, string ContentType, int Width, int Height, int Bytes, string? Name, DateTimeOffset CreatedAt);
