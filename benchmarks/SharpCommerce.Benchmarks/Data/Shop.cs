using System.Globalization;
using System.Text;

namespace SharpCommerce.Benchmarks.Data;

/// <summary>One tenant's goods, as far as requests name them.</summary>
internal sealed class Shop
{
    public required string Slug { get; init; }

    /// <summary>Known once the tenant exists.</summary>
    public Guid TenantId { get; set; }

    public List<string> ProductSlugs { get; } = [];

    public List<ShopVariant> Variants { get; } = [];

    /// <summary>What everybody wants at once.</summary>
    public ShopVariant HotVariant => Variants[0];
}

internal readonly record struct ShopVariant(Guid Id, long Price);

internal sealed record ShopProduct(Guid Id, string Slug, string Title, string Description, string Vendor, string Type, string[] Tags, string Picture, int Category, DateTimeOffset PublishedAt, ShopProductVariant[] Variants);

internal sealed record ShopProductVariant(Guid Id, string Sku, string? Size, long Price, int Stock);

internal sealed record ShopCategory(Guid Id, string Slug, string Title);

/// <summary>Makes up shops. Everything follows from the seed, so a run can use what another one seeded.</summary>
internal static class ShopMaker
{
    public const int ShopCount = 20;
    public const string Currency = "EUR";
    public const string Country = "DE";

    // Nothing runs out: a benchmark that ends in "sold out" would measure refusals.
    private const int Stock = 100_000_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Looks =
        ["Amber", "Azure", "Black", "Bright", "Classic", "Coral", "Crimson", "Dark", "Golden", "Green", "Grey", "Ivory", "Light", "Modern", "Navy", "Olive", "Pale", "Plain", "Red", "Royal", "Silver", "Striped", "Vintage", "White"];

    private static readonly string[] Materials = ["Bamboo", "Ceramic", "Cotton", "Leather", "Linen", "Oak", "Steel", "Wool"];

    private static readonly string[] Things =
        ["Apron", "Backpack", "Blanket", "Bowl", "Candle", "Chair", "Clock", "Cup", "Cushion", "Desk", "Hat", "Jacket", "Jug", "Lamp", "Mirror", "Notebook", "Plate", "Poster", "Scarf", "Shelf", "Shirt", "Stool", "Towel", "Vase"];

    private static readonly string[] Filler =
        ["made", "with", "care", "from", "selected", "sources", "each", "piece", "carries", "its", "own", "grain", "and", "colour", "so", "no", "two", "are", "alike", "easy", "to", "keep", "clean", "it", "lasts", "for", "years", "of", "daily", "use", "our", "workshop", "checks", "every", "seam", "before", "anything", "leaves", "house", "packed", "in", "recycled", "paper", "delivered", "within", "days", "return", "free", "charge", "when", "does", "not", "fit"];

    private static readonly string[] Sizes = ["Small", "Medium", "Large"];

    public static ShopCategory[] Categories(int shop) =>
        [.. Things.Select((thing, i) => new ShopCategory(new SplitMix(Seed(shop) + (ulong)i + 1).Uuid(Start), thing.ToLowerInvariant() + "s", thing + "s"))];

    /// <summary>The words of a search that finds about a dozen of 2,500 products.</summary>
    public static string SearchWords(SplitMix random) => $"{random.Of(Materials)} {random.Of(Things)}".ToLowerInvariant();

    public static IEnumerable<ShopProduct> Products(int shop, int count)
    {
        var random = new SplitMix(Seed(shop));
        for (var n = 0; n < count; n++)
        {
            var publishedAt = Start.AddMinutes((n * 7L) + shop);
            var thing = random.Below(Things.Length);
            var title = $"{random.Of(Looks)} {random.Of(Materials)} {Things[thing]}";
            var slug = string.Create(CultureInfo.InvariantCulture, $"{title.ToLowerInvariant().Replace(' ', '-')}-{n}");
            var sizes = 1 + random.Below(3);
            var price = 500 + (100L * random.Below(400)) + 99;
            yield return new(
                random.Uuid(publishedAt), slug, title, Description(random, title), $"Vendor {random.Below(40)}", Things[thing], [random.Of(Filler), random.Of(Looks).ToLowerInvariant()],
                $"https://media.example.com/{slug}.webp", thing, publishedAt,
                [.. Enumerable.Range(0, sizes).Select(size => new ShopProductVariant(
                    random.Uuid(publishedAt), string.Create(CultureInfo.InvariantCulture, $"S{shop:00}-{n:00000}-{size}"), sizes == 1 ? null : Sizes[size], price + (size * 200), Stock))]);
        }
    }

    private static string Description(SplitMix random, string title)
    {
        var text = new StringBuilder("<p>").Append(title).Append(':');
        while (text.Length < 1000)
            text.Append(' ').Append(random.Of(Filler));
        return text.Append(".</p>").ToString();
    }

    private static ulong Seed(int shop) => 20_260_101UL + ((ulong)shop * 1_000_003);
}
