using System.Security.Cryptography;
using System.Text;

namespace SharpCommerce.Products.Import;

/// <summary>The slug that stands for a handle of another shop system.</summary>
internal static class ImportSlug
{
    private const int HashBytes = 8;

    /// <summary>The handle itself if it can be a slug, else one made from it: always the same, so that the next import finds the product again.</summary>
    public static string Of(string handle)
    {
        if (ProductText.IsSlug(handle)) return handle;
        var slug = ProductText.Slug(handle);
        // Nothing is left of a handle without Latin letters.
        return slug.Length > 0 ? slug : "p-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(handle)).AsSpan(0, HashBytes));
    }
}
