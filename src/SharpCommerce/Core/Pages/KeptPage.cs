using System.Buffers.Text;
using System.Security.Cryptography;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Pages;

/// <summary>An answer of the catalog as it goes out, and whose it is.</summary>
/// <param name="tenantId">The tenant.</param>
/// <param name="key">What was asked for; with the tenant all that the answer depends on.</param>
/// <param name="body">JSON in UTF-8.</param>
/// <param name="parts">What it shows.</param>
/// <param name="begun">The number of the tenant's last change before it was read; see <see cref="CatalogChanges"/>.</param>
/// <param name="readAt">When its reading began, by <see cref="Clock.Steady"/>.</param>
internal sealed class KeptPage(Id<Tenant> tenantId, string key, byte[] body, PageParts parts, long begun, DateTimeOffset readAt)
{
    // What the objects around a page take, about.
    private const int Overhead = 400;
    private const int TagBytes = 15;

    internal Id<Tenant> TenantId => tenantId;

    internal string Key => key;

    internal byte[] Body => body;

    internal PageParts Parts => parts;

    internal long Begun => begun;

    internal DateTimeOffset ReadAt => readAt;

    /// <summary>Strong: the same bytes have the same tag on every node.</summary>
    internal string ETag { get; } = $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, TagBytes))}\"";

    /// <summary>When a copy of these bytes last went to where all nodes find it; null for never.</summary>
    internal DateTimeOffset? CopiedAt { get; set; }

    internal int Bytes => body.Length + (2 * key.Length) + Overhead;
}
