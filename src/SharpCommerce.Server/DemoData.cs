using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.Server;

/// <summary>Two demo tenants with a few products each, made once.</summary>
internal static class DemoData
{
    private sealed record DemoProduct(string Title, string Category, string Description, long Price, string? Option, string[] Values, int Stock);

    private static readonly DemoProduct[] Aurora =
    [
        new("Canvas Sneakers", "Shoes", "<p>Light sneakers of organic cotton, with a sole of natural rubber.</p>", 5900, "Size", ["39", "40", "41", "42", "43"], 12),
        new("Trail Runners", "Shoes", "<p>Grip for wet stone and soft ground.</p>", 11900, "Size", ["40", "41", "42", "43"], 6),
        new("Merino Sweater", "Knitwear", "<p>Warm, light and never scratchy.</p>", 8900, "Size", ["S", "M", "L", "XL"], 8),
        new("Linen Shirt", "Shirts", "<p>Washed linen that gets softer every summer.</p>", 6900, "Size", ["S", "M", "L"], 10),
        new("Rain Jacket", "Jackets", "<p>Three layers, sealed seams, a hood that turns with you.</p>", 14900, "Color", ["Slate", "Moss"], 5),
        new("Wool Beanie", "Knitwear", "<p>Ribbed lambswool.</p>", 2400, null, [], 40),
    ];

    private static readonly DemoProduct[] Borealis =
    [
        new("Hand Grinder", "Coffee", "<p>Steel burrs, forty settings, folds into a rucksack.</p>", 7900, null, [], 15),
        new("House Espresso", "Coffee", "<p>Chocolate and cherry; roasted on Tuesdays.</p>", 1450, "Weight", ["250 g", "1 kg"], 60),
        new("Pour-over Kettle", "Kettles", "<p>A neck that pours where you point it.</p>", 6400, "Color", ["Black", "Steel"], 9),
        new("Stoneware Mug", "Tableware", "<p>Thrown by hand, no two alike.</p>", 2200, "Glaze", ["Sand", "Sea", "Night"], 24),
        new("Filter Papers", "Coffee", "<p>One hundred, unbleached.</p>", 690, null, [], 200),
    ];

    internal static readonly string[] Slugs = ["aurora", "borealis"];

    internal static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var tenants = scope.ServiceProvider.GetRequiredService<TenantManager>();
        await SeedAsync(services, tenants, new() { Slug = Slugs[0], Name = "Aurora Outfitters", DefaultCurrency = Currency.Parse("EUR"), Country = "DE" }, Aurora, cancellationToken);
        await SeedAsync(services, tenants, new() { Slug = Slugs[1], Name = "Borealis Coffee", DefaultCurrency = Currency.Parse("USD"), Country = "US" }, Borealis, cancellationToken);
    }

    private static async Task SeedAsync(IServiceProvider services, TenantManager tenants, TenantInput input, DemoProduct[] products, CancellationToken cancellationToken)
    {
        if (await OpenAsync(tenants, input, cancellationToken) is not { } tenant)
            return;
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().Name = "demo";
        // The last one tells that a start got through: what somebody removed since stays away.
        if (await HasAsync(scope.ServiceProvider, products[^1], cancellationToken))
            return;
        var manager = scope.ServiceProvider.GetRequiredService<CategoryManager>();
        var categories = (await manager.ListAsync(cancellationToken)).GroupBy(category => category.Title).ToDictionary(group => group.Key, group => group.First().Id);
        foreach (var product in products)
        {
            try
            {
                if (!categories.ContainsKey(product.Category))
                    categories[product.Category] = (await manager.CreateAsync(new() { Title = product.Category, Position = categories.Count }, cancellationToken)).Id;
                await scope.ServiceProvider.GetRequiredService<ProductManager>().CreateAsync(Input(product, categories[product.Category], input.DefaultCurrency), cancellationToken);
                KillPoint.Reach(KillPoint.StartupDemoProduct);
            }
            catch (CommerceException taken) when (taken.Error.Code == "duplicate")
            {
                // A start that ended early made it, or another node is at it, which will make the rest as well.
            }
        }
    }

    /// <summary>The tenant; null when another node is making it.</summary>
    private static async Task<Tenant?> OpenAsync(TenantManager tenants, TenantInput input, CancellationToken cancellationToken)
    {
        try
        {
            return await tenants.FindAsync(input.Slug, cancellationToken) ?? await tenants.CreateAsync(input, cancellationToken);
        }
        catch (CommerceException taken) when (taken.Error.Code == "duplicate")
        {
            return null;
        }
    }

    private static async Task<bool> HasAsync(IServiceProvider services, DemoProduct product, CancellationToken cancellationToken)
    {
        var sku = Input(product, default, Currency.Parse("EUR")).Variants[0].Sku;
        await using var session = await services.GetRequiredService<TenantDb>().ReadAsync(cancellationToken);
        return await session.Set<Variant>().AnyAsync(variant => variant.Sku == sku, cancellationToken);
    }

    private static ProductInput Input(DemoProduct product, Id<Category> category, Currency currency)
    {
        var stem = string.Concat(product.Title.Split(' ', '-').Select(word => char.ToUpperInvariant(word[0])));
        return new()
        {
            Title = product.Title,
            Description = product.Description,
            Status = ProductStatus.Published,
            CategoryIds = [category],
            Tags = ["demo"],
            Options = product.Option is { } option ? [new(option, product.Values)] : [],
            Variants = product.Option is { } name
                ? [.. product.Values.Select(value => Variant($"{stem}-{value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()}", new() { [name] = value }))]
                : [Variant(stem, [])],
        };

        VariantInput Variant(string sku, Dictionary<string, string> options) => new() { Sku = sku, Options = options, Price = new(product.Price, currency), Stock = product.Stock };
    }
}
