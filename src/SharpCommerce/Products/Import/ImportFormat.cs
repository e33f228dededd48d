using System.Text.Json;

namespace SharpCommerce.Products.Import;

/// <summary>How a product file is written.</summary>
public enum ImportFormat
{
    /// <summary>A product file as Shopify's shops export it.</summary>
    ShopifyCsv,

    /// <summary>A JSON array of products, each as the API takes it, with a slug; what is missing in one keeps its value.</summary>
    Json,
}

/// <summary>What an import job was asked for.</summary>
internal sealed record ImportParameters(ImportFormat Format, bool DryRun)
{
    internal static ImportParameters Read(string json) => JsonSerializer.Deserialize<ImportParameters>(json, ProductJson.Format)!;

    internal string Write() => JsonSerializer.Serialize(this, ProductJson.Format);
}
