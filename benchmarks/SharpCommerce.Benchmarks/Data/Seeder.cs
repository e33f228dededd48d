using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharpCommerce.Tenants;

namespace SharpCommerce.Benchmarks.Data;

/// <summary>Fills the database: tenants by their manager, goods by COPY, carts by COPY as runs need them.</summary>
internal sealed class Seeder(Database database, int productsPerShop)
{
    private static readonly DateTimeOffset SeededAt = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SplitMix _random = new((ulong)TimeProvider.System.GetTimestamp());

    public Shop[] Shops { get; } = [.. Enumerable.Range(0, ShopMaker.ShopCount).Select(n => new Shop { Slug = $"bench-{n:00}" })];

    /// <summary>Makes what is missing, and learns what there is.</summary>
    public async Task SeedAsync(bool isNew)
    {
        if (isNew)
            await CreateTenantsAsync();
        await using var connection = await database.OpenAsync();
        var ids = await connection.QueryAsync("SELECT slug, id FROM tenants", row => (Slug: row.GetString(0), Id: row.GetGuid(1)));
        for (var n = 0; n < Shops.Length; n++)
        {
            Shops[n].TenantId = ids.Single(tenant => tenant.Slug == Shops[n].Slug).Id;
            foreach (var product in ShopMaker.Products(n, productsPerShop))
            {
                Shops[n].ProductSlugs.Add(product.Slug);
                Shops[n].Variants.AddRange(product.Variants.Select(variant => new ShopVariant(variant.Id, variant.Price)));
            }
            if (isNew)
                await CopyShopAsync(connection, n);
        }
        if (await connection.QueryAsync("SELECT count(*) FROM products", row => row.GetInt64(0)) is not [var count] || count != (long)productsPerShop * Shops.Length)
            throw new InvalidOperationException("The database was seeded with another number of products.");
    }

    /// <summary>Sees to it that plans are made from true numbers and nothing is left to clean up.</summary>
    public async Task SettleAsync()
    {
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("VACUUM (ANALYZE)");
        await connection.ExecuteAsync("CHECKPOINT");
    }

    /// <summary>Carts that are ready to be completed: who buys, where it goes, one to three lines, or one unit of the hot item.</summary>
    public async Task<SeededCart[]> AddCartsAsync(int count, bool hot)
    {
        var carts = new SeededCart[count];
        await using var connection = await database.OpenAsync();
        // Rows that are right by construction: checking two foreign keys each would take longer than writing them.
        await connection.ExecuteAsync("SET session_replication_role = replica");
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY carts (tenant_id, id, currency, email, shipping_address, shipping_country, version, created_at, updated_at) FROM STDIN (FORMAT binary)"))
        {
            for (var n = 0; n < count; n++)
            {
                var shop = Shops[hot ? 0 : n % Shops.Length];
                carts[n] = new(shop, _random.Uuid());
                await copy.WriteRowAsync(
                    default, shop.TenantId, carts[n].Id, ShopMaker.Currency, $"buyer{n}@example.com",
                    """{"name":"Bo Buyer","company":null,"line1":"Main Street 1","line2":null,"city":"Berlin","region":null,"postalCode":"10115","country":"DE","phone":null}""",
                    ShopMaker.Country, 1L, SeededAt, SeededAt);
            }
            await copy.CompleteAsync();
        }
        await using (var copy = await connection.BeginBinaryImportAsync("COPY cart_lines (tenant_id, cart_id, id, variant_id, quantity, seen_unit_price) FROM STDIN (FORMAT binary)"))
        {
            foreach (var (shop, id) in carts)
            {
                var lines = hot ? 1 : 1 + _random.Below(3);
                for (var line = 0; line < lines; line++)
                {
                    // From thirds of the range, so that no variant comes twice.
                    var third = shop.Variants.Count / 3;
                    var variant = hot ? shop.HotVariant : shop.Variants[(line * third) + _random.Below(third)];
                    await copy.WriteRowAsync(default, shop.TenantId, id, _random.Uuid(SeededAt), variant.Id, hot ? 1 : 1 + _random.Below(3), variant.Price);
                }
            }
            await copy.CompleteAsync();
        }
        return carts;
    }

    private async Task CreateTenantsAsync()
    {
        await using var services = new ServiceCollection().AddSharpCommerce(commerce => commerce.UsePostgreSql(database.ServerUrl, database.AdminUrl)).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var tenants = scope.ServiceProvider.GetRequiredService<TenantManager>();
        foreach (var shop in Shops)
            await tenants.CreateAsync(new() { Slug = shop.Slug, Name = shop.Slug, DefaultCurrency = Currency.Parse(ShopMaker.Currency), Country = ShopMaker.Country });
    }

    private async Task CopyShopAsync(NpgsqlConnection connection, int n)
    {
        var tenantId = Shops[n].TenantId;
        var categories = ShopMaker.Categories(n);
        await CopyAsync(
            connection, "categories (tenant_id, id, slug, title, position, version, created_at, updated_at)", categories,
            category => [tenantId, category.Id, category.Slug, category.Title, 0, 1L, SeededAt, SeededAt]);
        // With the triggers: one of them fills the search index.
        await CopyAsync(
            connection,
            "products (tenant_id, id, slug, title, description, vendor, product_type, status, published_at, tags, options, media, currency, price_min, thumbnail_url, title_sort, keywords, search_text, version, created_at, updated_at)",
            ShopMaker.Products(n, productsPerShop),
            product =>
            [
                tenantId, product.Id, product.Slug, product.Title, product.Description, product.Vendor, product.Type, "published", product.PublishedAt, JsonSerializer.Serialize(product.Tags),
                product.Variants.Length == 1 ? "[]" : JsonSerializer.Serialize(new[] { new { name = "Size", values = product.Variants.Select(variant => variant.Size) } }),
                JsonSerializer.Serialize(new[] { new { url = product.Picture, alt = (string?)null } }), ShopMaker.Currency, product.Variants.Min(variant => variant.Price), product.Picture,
                product.Title.ToLowerInvariant(), $"{string.Join(' ', product.Tags)} {product.Vendor} {product.Type}", product.Description[3..^4], 1L, product.PublishedAt, product.PublishedAt,
            ]);
        await CopyAsync(
            connection, "product_categories (tenant_id, category_id, product_id)", ShopMaker.Products(n, productsPerShop), product => [tenantId, categories[product.Category].Id, product.Id]);
        await CopyAsync(
            connection, "variants (tenant_id, id, product_id, sku, title, options, price, weight_grams, taxable, requires_shipping, position)",
            ShopMaker.Products(n, productsPerShop).SelectMany(product => product.Variants.Select((variant, position) => (product, variant, position))),
            item =>
            [
                tenantId, item.variant.Id, item.product.Id, item.variant.Sku, item.variant.Size ?? "Default", item.variant.Size is { } size ? $$"""{"Size":"{{size}}"}""" : "{}", item.variant.Price,
                500, true, true, item.position,
            ]);
        await CopyAsync(
            connection, "inventory_items (tenant_id, variant_id, on_hand, reserved)", ShopMaker.Products(n, productsPerShop).SelectMany(product => product.Variants),
            variant => [tenantId, variant.Id, variant.Stock, 0]);
    }

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string target, IEnumerable<T> items, Func<T, object[]> row)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {target} FROM STDIN (FORMAT binary)");
        foreach (var item in items)
            await copy.WriteRowAsync(default, row(item));
        await copy.CompleteAsync();
    }
}

internal readonly record struct SeededCart(Shop Shop, Guid Id);
