using System.Text.Json;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Inventory;
using SharpCommerce.Products;
using SharpCommerce.Products.Import;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class ProductExportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine(ImportFormat.ShopifyCsv)]
    public Task A_Shopify_export_imported_again_changes_nothing(ImportFormat format, Engine engine) => RoundTripAsync(format, engine);

    [Theory, EachEngine(ImportFormat.Json)]
    public Task A_JSON_export_imported_again_changes_nothing(ImportFormat format, Engine engine) => RoundTripAsync(format, engine);

    [Theory, EachEngine]
    public async Task A_JSON_export_makes_the_same_products_in_another_shop(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await FillAsync(shop);
        var other = await ImportShop.OpenAsync(engine);
        var file = await shop.ExportAsync(ImportFormat.Json);

        var job = await other.ImportAsync(file, ImportFormat.Json);

        Assert.Equal((JobStatus.Succeeded, 5, 0, 0, 0), ProductImportTests.Outcome(job));
        Assert.Equal("Categories that this shop does not have were left out (1 product).", Assert.Single(job.Warnings));
        var category = Assert.Single(await shop.RowsAsync<Category>()).Id;
        Assert.Equal(Sorted(file.Replace($"\"{category}\"", "", StringComparison.Ordinal)), Sorted(await other.ExportAsync(ImportFormat.Json)));
    }

    [Theory, EachEngine]
    public async Task An_empty_catalog_is_a_file_too(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        Assert.Equal("[]", await shop.ExportAsync(ImportFormat.Json));
        Assert.Single((await shop.ExportAsync(ImportFormat.ShopifyCsv)).TrimEnd().Split('\n'));
        Assert.Equal((JobStatus.Succeeded, 0, 0, 0, 0), ProductImportTests.Outcome(await shop.ImportAsync(await shop.ExportAsync(ImportFormat.Json), ImportFormat.Json)));
        Assert.Equal((JobStatus.Succeeded, 0, 0, 0, 0), ProductImportTests.Outcome(await shop.ImportAsync(await shop.ExportAsync(ImportFormat.ShopifyCsv))));
    }

    private static async Task RoundTripAsync(ImportFormat format, Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await FillAsync(shop);
        var before = await shop.ExportAsync(ImportFormat.Json);
        var movements = (await shop.RowsAsync<StockMovement>()).Count;

        var job = await shop.ImportAsync(await shop.ExportAsync(format), format);

        Assert.Empty(job.Errors);
        Assert.Equal((JobStatus.Succeeded, 0, 0, 5, 0), ProductImportTests.Outcome(job));
        Assert.Empty(job.Warnings);
        Assert.Equal(before, await shop.ExportAsync(ImportFormat.Json));
        Assert.All(await shop.ProductsAsync(), product => Assert.Equal(1, product.Version));
        Assert.Equal(movements, (await shop.RowsAsync<StockMovement>()).Count);
    }

    /// <summary>Products with all that staff can say, written as a file writes it least well.</summary>
    private static async Task FillAsync(ImportShop shop)
    {
        var category = await shop.UseAsync((CategoryManager categories) => categories.CreateAsync(new() { Title = "Tops" }, Stop));
        await AddAsync(new()
        {
            Title = "Tee",
            Description = "<p>Two\r\nlines, \"quoted\"</p>\n",
            Vendor = " Acme ",
            ProductType = "Shirts",
            Status = ProductStatus.Published,
            PublishedAt = new(2030, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            CategoryIds = [category.Id],
            Tags = ["b", " a ", "A"],
            Options = [new("Size", ["L", "M", "S"]), new(" Color", ["Red ", "red wine"])],
            Variants =
            [
                new() { Sku = "007", Options = new Dictionary<string, string> { ["Size"] = "S", [" Color"] = "Red " }, Price = Dollars(1_000), CompareAtPrice = Dollars(0), Stock = 5, Barcode = "0401" },
                new() { Sku = "=1+1", Title = "Special", Options = new Dictionary<string, string> { ["Size"] = "L", [" Color"] = "red wine" }, Price = Dollars(0), CompareAtPrice = Dollars(1), WeightGrams = 0, TrackStock = true },
            ],
            Media = [new("/media/1.jpg", " "), new("https://x.test/a,b.jpg", "Front"), new("/media/1.jpg")],
            Seo = new(null, "Buy it"),
        });
        await AddAsync(new() { Title = "日本", Slug = "nihon_1", Variants = [new() { Price = Dollars(5), Taxable = false, RequiresShipping = false }] });
        await AddAsync(new() { Title = "Old", Status = ProductStatus.Archived, Description = "", Seo = new("", "x"), Variants = [new() { Sku = " x ", Price = Dollars(5), WeightGrams = 12 }] });
        await AddAsync(new() { Title = "=SUM(A1)", Status = ProductStatus.Draft, PublishedAt = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Tags = ["=tag"], Variants = [new() { Price = Dollars(5) }] });
        await AddAsync(new() { Title = "One size", Options = [new("Size", ["One", "Never used"])], Variants = [new() { Options = new Dictionary<string, string> { ["Size"] = "One" }, Price = Dollars(5) }] });

        Task<Product> AddAsync(ProductInput input) => shop.UseAsync((ProductManager products) => products.CreateAsync(input, Stop));
    }

    private static Money Dollars(long cents) => new(cents, Currency.Parse("USD"));

    private static string Sorted(string json) => string.Join('\n', JsonDocument.Parse(json).RootElement.EnumerateArray().Select(product => product.GetRawText()).Order(StringComparer.Ordinal));
}
