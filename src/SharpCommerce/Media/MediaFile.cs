using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Media;

/// <summary>A picture that a tenant uploaded. It is named after its content, so what an address leads to never changes.</summary>
public sealed class MediaFile : ITenantOwned
{
    private MediaFile()
    {
    }

    internal MediaFile(Id<MediaFile> id, string sha256, Picture picture, int bytes, string? name, DateTimeOffset now)
    {
        Id = id;
        Sha256 = sha256;
        Format = picture.Format;
        Width = picture.Width;
        Height = picture.Height;
        Bytes = bytes;
        Name = name;
        CreatedAt = now;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<MediaFile> Id { get; private set; }

    /// <summary>The digest of its content, in lower-case hexadecimal; unique within the tenant.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>What kind of picture it is.</summary>
    public PictureFormat Format { get; private set; }

    /// <summary>Pixels across.</summary>
    public int Width { get; private set; }

    /// <summary>Pixels down.</summary>
    public int Height { get; private set; }

    /// <summary>Its size in bytes.</summary>
    public int Bytes { get; private set; }

    /// <summary>The name of the file that came in, for staff.</summary>
    public string? Name { get; private set; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Where it is served, as a path on this server.</summary>
    public string Url => MediaPaths.Of(TenantId, Sha256, Format);
}

/// <summary>The bytes of a picture, apart from what lists show.</summary>
internal sealed class MediaContent : ITenantOwned
{
    private MediaContent()
    {
    }

    internal MediaContent(Id<MediaFile> mediaId, byte[] content)
    {
        MediaId = mediaId;
        Content = content;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<MediaFile> MediaId { get; private set; }

    public byte[] Content { get; private set; } = [];
}

/// <summary>The kinds of pictures that browsers show and that cannot run.</summary>
public enum PictureFormat
{
    /// <summary>PNG.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP.</summary>
    Webp,

    /// <summary>GIF.</summary>
    Gif,

    /// <summary>AVIF.</summary>
    Avif,
}

/// <summary>Which address a picture has, and which picture an address means.</summary>
internal static class MediaPaths
{
    private const int DigestLength = 64;

    internal static string Of(Id<Tenant> tenantId, string sha256, PictureFormat format) => $"/media/{tenantId}/{sha256}.{SnakeEnum<PictureFormat>.Write(format)}";

    internal static string ContentType(PictureFormat format) => $"image/{SnakeEnum<PictureFormat>.Write(format)}";

    /// <summary>The digest and the format that the last part of an address names; null when it names none.</summary>
    internal static (string Sha256, PictureFormat Format)? Parse(string file)
    {
        var dot = file.IndexOf('.', StringComparison.Ordinal);
        return dot == DigestLength && file[..dot].All(char.IsAsciiHexDigitLower) && SnakeEnum<PictureFormat>.TryRead(file[(dot + 1)..], out var format) ? (file[..dot], format) : null;
    }
}
