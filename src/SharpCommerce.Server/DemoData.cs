using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Media;
using SharpCommerce.Products;
using SharpCommerce.Storefront;
using SharpCommerce.Tenants;

namespace SharpCommerce.Server;

/// <summary>Makes the demo shops, once.</summary>
internal static class DemoData
{
    private const string PictureFolder = "SharpCommerce.Server.Demo.";

    internal static string[] Slugs { get; } = [.. DemoShops.All.Select(shop => shop.Slug)];

    internal static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        foreach (var shop in DemoShops.All)
            await SeedAsync(services, scope.ServiceProvider.GetRequiredService<TenantManager>(), shop, cancellationToken);
    }

    private static async Task SeedAsync(IServiceProvider services, TenantManager tenants, DemoShop shop, CancellationToken cancellationToken)
    {
        var currency = Currency.Parse(shop.Currency);
        if (await OpenAsync(tenants, new() { Slug = shop.Slug, Name = shop.Name, DefaultCurrency = currency, Country = shop.Country }, cancellationToken) is not { } tenant)
            return;
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().Name = "demo";
        // The last one tells that a start got through: what somebody removed since stays away.
        if (await HasAsync(scope.ServiceProvider, shop.Products[^1], cancellationToken))
            return;
        await LookAsync(scope.ServiceProvider.GetRequiredService<ShopSettingsManager>(), shop.Colors, cancellationToken);
        var manager = scope.ServiceProvider.GetRequiredService<CategoryManager>();
        var categories = (await manager.ListAsync(cancellationToken)).GroupBy(category => category.Title).ToDictionary(group => group.Key, group => group.First().Id);
        foreach (var product in shop.Products)
        {
            try
            {
                if (!categories.ContainsKey(product.Category))
                    categories[product.Category] = (await manager.CreateAsync(new() { Title = product.Category, Position = categories.Count }, cancellationToken)).Id;
                var media = await HangAsync(scope.ServiceProvider.GetRequiredService<MediaManager>(), product, cancellationToken);
                await scope.ServiceProvider.GetRequiredService<ProductManager>().CreateAsync(Input(product, currency) with { CategoryIds = [categories[product.Category]], Media = media }, cancellationToken);
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
        var sku = Input(product, Currency.Parse("EUR")).Variants[0].Sku;
        await using var session = await services.GetRequiredService<TenantDb>().ReadAsync(cancellationToken);
        return await session.Set<Variant>().AnyAsync(variant => variant.Sku == sku, cancellationToken);
    }

    private static async Task LookAsync(ShopSettingsManager settings, ShopColors colors, CancellationToken cancellationToken)
    {
        try
        {
            // Only where nobody has set anything.
            await settings.UpdateAsync(made => made with { Colors = colors }, expectedVersion: 0, cancellationToken);
        }
        catch (CommerceException stale) when (stale.Error.Kind == ErrorKind.PreconditionFailed)
        {
        }
    }

    /// <summary>Uploads a product's pictures; those that are there already are found.</summary>
    private static async Task<IReadOnlyList<MediaReference>> HangAsync(MediaManager media, DemoProduct product, CancellationToken cancellationToken)
    {
        var references = new List<MediaReference>();
        foreach (var (file, alt) in product.Pictures)
        {
            await using var content = typeof(DemoData).Assembly.GetManifestResourceStream($"{PictureFolder}{file}.webp") ?? throw new InvalidOperationException($"There is no picture {file}.");
            references.Add(new((await media.AddAsync(content, $"{file}.webp", cancellationToken)).File.Url, alt));
        }
        return references;
    }

    private static ProductInput Input(DemoProduct product, Currency currency)
    {
        var stem = string.Concat(product.Title.Split(' ', '-').Select(word => char.ToUpperInvariant(word[0])));
        IEnumerable<string[]> choices = [[]];
        foreach (var (_, values) in product.Options)
            choices = choices.SelectMany(chosen => values.Select(value => (string[])[.. chosen, value]));
        return new()
        {
            Title = product.Title,
            Description = product.Description,
            Status = ProductStatus.Published,
            Tags = ["demo"],
            Options = [.. product.Options.Select(option => new ProductOption(option.Name, option.Values))],
            Variants =
            [
                .. choices.Select(chosen => new VariantInput
                {
                    Sku = string.Join('-', [stem, .. chosen.Select(value => value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())]),
                    Options = product.Options.Zip(chosen).ToDictionary(pair => pair.First.Name, pair => pair.Second),
                    Price = new(product.Prices.Length == 0 ? product.Price : product.Prices[Array.IndexOf(product.Options[0].Values, chosen[0])], currency),
                    CompareAtPrice = product.Was is { } was ? new Money(was, currency) : null,
                    Stock = product.Stock,
                }),
            ],
        };
    }
}
