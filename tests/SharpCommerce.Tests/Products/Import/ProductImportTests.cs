using SharpCommerce.Core.Jobs;
using SharpCommerce.Inventory;
using SharpCommerce.Products;
using SharpCommerce.Products.Import;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class ProductImportTests
{
    private const string Header = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n";
    private const string Tee = Header + "tee,Tee,Size,S,T-S,10.00,shopify,5\ntee,,,M,T-M,11.00,shopify,6\n";

    [Theory, EachEngine]
    public async Task A_real_export_is_imported_whole_and_a_second_time_changes_nothing(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var first = await shop.ImportAsync(RealExport());

        Assert.Equal((JobStatus.Succeeded, 20, 0, 0, 0), Outcome(first));
        Assert.Empty(first.Errors);
        Assert.Equal(
            [
                "Column 'Variant Inventory Qty' has quantities of variants without an inventory tracker; their stock is not tracked (22 rows).",
                "Column 'Variant Weight Unit' has no home yet and was not taken over (22 rows).",
            ],
            first.Warnings);
        var before = await shop.ProductsAsync();
        Assert.Equal(20, before.Count);
        var top = before.Single(product => product.Slug == "classic-varsity-top");
        Assert.Equal(("Classic Varsity Top", ProductStatus.Published, "partners-demo", 6_000L), (top.Title, top.Status, top.Vendor, top.PriceMin));
        Assert.Equal(["Small", "Medium", "Large"], top.Variants.Select(variant => variant.Title));
        Assert.Equal("https://burst.shopifycdn.com/photos/casual-fashion-woman_925x.jpg", top.ThumbnailUrl);
        Assert.Equal(["women"], top.Tags);

        var second = await shop.ImportAsync(RealExport());

        Assert.Equal((JobStatus.Succeeded, 0, 0, 20, 0), Outcome(second));
        var after = await shop.ProductsAsync();
        Assert.Equal(before.Select(product => (product.Id, product.Version, product.UpdatedAt)), after.Select(product => (product.Id, product.Version, product.UpdatedAt)));
        Assert.Empty(await shop.RowsAsync<StockMovement>());
        Assert.Empty(await shop.RowsAsync<JobInput>());
    }

    [Theory, EachEngine]
    public async Task What_was_left_out_of_the_file_stays_and_what_is_blank_goes(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync("Handle,Title,Vendor,Type,Tags,SEO Title,Variant SKU,Variant Price,Variant Barcode\nmug,Mug,Acme,Cups,\"a, b\",Best mug,M,5.00,123\n");

        var job = await shop.ImportAsync("Handle,Title,Vendor,Variant SKU,Variant Price\nmug,Mug,,M,6.00\n");

        Assert.Equal((JobStatus.Succeeded, 0, 1, 0, 0), Outcome(job));
        var mug = await shop.ProductAsync("mug");
        Assert.Equal((null, "Cups", "Best mug", 600L, "123"), (mug.Vendor, mug.ProductType, mug.Seo?.Title, mug.PriceMin, mug.Variants[0].Barcode));
        Assert.Equal(["a", "b"], mug.Tags);
        Assert.Equal(2, mug.Version);
    }

    [Theory, EachEngine]
    public async Task Variants_that_the_file_does_not_have_are_kept_in_their_places(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Tee);

        var job = await shop.ImportAsync(Header + "tee,Tee,Size,m,T-M,12.00,shopify,6\ntee,,,L,T-L,13.00,shopify,1\n");

        Assert.Equal((JobStatus.Succeeded, 0, 1, 0, 0), Outcome(job));
        var tee = await shop.ProductAsync("tee");
        Assert.Equal([("S", "T-S", 1_000L), ("m", "T-M", 1_200L), ("L", "T-L", 1_300L)], tee.Variants.Select(variant => (variant.Title, variant.Sku!, variant.Price)));
        Assert.Equal(["S", "m", "L"], Assert.Single(tee.Options).Values);
    }

    [Theory, EachEngine]
    public async Task A_variant_whose_option_was_renamed_is_found_by_its_SKU(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Tee);
        var before = await shop.ProductAsync("tee");

        await shop.ImportAsync(Header + "tee,Tee,Fit,Small,T-S,10.00,shopify,5\ntee,,,Medium,T-M,11.00,shopify,6\n");

        var tee = await shop.ProductAsync("tee");
        Assert.Equal(before.Variants.Select(variant => variant.Id), tee.Variants.Select(variant => variant.Id));
        Assert.Equal(["Small", "Medium"], tee.Variants.Select(variant => variant.Title));
        var option = Assert.Single(tee.Options);
        Assert.Equal("Fit", option.Name);
        Assert.Equal(["Small", "Medium"], option.Values);
    }

    [Theory, EachEngine]
    public async Task Another_number_of_options_needs_all_variants(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Tee);
        const string TwoOptions = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price\n";

        var partly = await shop.ImportAsync(TwoOptions + "tee,Tee,Size,S,Color,Red,T-S,10.00\n");
        var whole = await shop.ImportAsync(TwoOptions + "tee,Tee,Size,S,Color,Red,T-S,10.00\ntee,,,M,,Red,T-M,11.00\n");

        Assert.Equal((JobStatus.Succeeded, 0, 0, 0, 1), Outcome(partly));
        Assert.Contains("its variant \"M\" is not in the file", Assert.Single(partly.Errors).Message, StringComparison.Ordinal);
        Assert.Equal((JobStatus.Succeeded, 0, 1, 0, 0), Outcome(whole));
        Assert.Equal(["S / Red", "M / Red"], (await shop.ProductAsync("tee")).Variants.Select(variant => variant.Title));
    }

    [Theory, EachEngine]
    public async Task SKUs_may_change_places_between_the_variants_of_a_product(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Tee);

        var job = await shop.ImportAsync(Header + "tee,Tee,Size,S,T-M,10.00,shopify,5\ntee,,,M,T-S,11.00,shopify,6\n");

        Assert.Equal((JobStatus.Succeeded, 0, 1, 0, 0), Outcome(job));
        Assert.Equal(["T-M", "T-S"], (await shop.ProductAsync("tee")).Variants.Select(variant => variant.Sku));
    }

    [Theory, EachEngine]
    public async Task Stock_is_set_with_movements_that_name_the_import(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Tee);

        await shop.ImportAsync(Tee.Replace("shopify,5", "shopify,3", StringComparison.Ordinal));

        Assert.Equal([3, 6], (await shop.ProductAsync("tee")).Variants.Select(variant => variant.Inventory!.OnHand));
        var movements = await shop.RowsAsync<StockMovement>();
        Assert.Equal([-2, 5, 6], movements.Select(movement => movement.Delta).Order());
        Assert.All(movements, movement => Assert.Equal(("import", "import"), (movement.Reason, movement.Actor)));
    }

    [Theory, EachEngine("shopify,3", "4 units are promised to orders, so the stock cannot be 3; it stays at 5.")]
    public Task Stock_that_is_promised_to_orders_stays_and_the_rest_is_taken_over(string stock, string message, Engine engine) => StockStaysAsync(stock, message, engine);

    [Theory, EachEngine(",", "4 units are promised to orders, so the stock must stay tracked.")]
    public Task Stock_that_is_promised_to_orders_stays_tracked(string stock, string message, Engine engine) => StockStaysAsync(stock, message, engine);

    private static async Task StockStaysAsync(string stock, string message, Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Tee);
        await shop.ReserveAsync("T-S", 4);

        var job = await shop.ImportAsync(Header + $"tee,Tee shirt,Size,S,T-S,10.00,{stock}\ntee,,,M,T-M,11.00,shopify,9\n");

        Assert.Equal((JobStatus.Succeeded, 0, 1, 0, 1), Outcome(job));
        Assert.Equal(new JobError(2, "Variant Inventory Qty", message), Assert.Single(job.Errors));
        var tee = await shop.ProductAsync("tee");
        Assert.Equal("Tee shirt", tee.Title);
        Assert.Equal([5, 9], tee.Variants.Select(variant => variant.Inventory!.OnHand));
    }

    [Theory, EachEngine]
    public async Task Pictures_tags_and_weights_arrive(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var job = await shop.ImportAsync(
            "Handle,Title,Tags,Product Category,Option1 Name,Option1 Value,Variant Price,Variant Weight,Variant Weight Unit,Image Src,Image Position,Image Alt Text,Variant Image,Google Shopping / Gender\n" +
            "bag,Bag,\"red, Sale, red\",Bags,Size,S,5.00,1.5,lb,https://x.test/2.jpg,2,Back,https://x.test/s.jpg,female\n" +
            "bag,,,,,M,5.00,8,oz,https://x.test/1.jpg,1,Front,,\n" +
            "bag,,,,,,,,,https://x.test/3.jpg,3,,,\n");

        Assert.Equal((JobStatus.Succeeded, 1, 0, 0, 0), Outcome(job));
        var bag = await shop.ProductAsync("bag");
        Assert.Equal(["red", "Sale"], bag.Tags);
        Assert.Equal([680, 227], bag.Variants.Select(variant => variant.WeightGrams));
        Assert.Equal([new("https://x.test/1.jpg", "Front"), new("https://x.test/2.jpg", "Back"), new MediaReference("https://x.test/3.jpg")], bag.Media);
        Assert.Equal(
            [
                "Column 'Google Shopping / Gender' has no home yet and was not taken over (1 row).",
                "Column 'Product Category' has no home yet and was not taken over (1 row).",
                "Column 'Variant Weight Unit' has no home yet and was not taken over (2 rows).",
                "Column 'Variant Image' has no home yet and was not taken over (1 row).",
            ],
            job.Warnings);
    }

    [Theory, EachEngine]
    public async Task A_handle_that_is_no_slug_leads_to_the_same_product_every_time(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        const string File = "Handle,Title,Variant Price\nCafé Mug!,Mug,5.00\n日本,Bowl,5.00\n";

        await shop.ImportAsync(File);
        var again = await shop.ImportAsync(File);

        Assert.Equal((JobStatus.Succeeded, 0, 0, 2, 0), Outcome(again));
        var slugs = (await shop.ProductsAsync()).Select(product => product.Slug).ToList();
        Assert.Contains("cafe-mug", slugs);
        Assert.Contains(slugs, slug => slug.StartsWith("p-", StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task A_former_slug_leads_to_the_product_that_was_renamed_and_does_not_rename_it_back(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync("Handle,Title,Variant SKU,Variant Price\nmug,Mug,M,5.00\n");
        var mug = await shop.ProductAsync("mug");
        await shop.UseAsync((ProductManager products) => products.UpdateAsync(mug.Id, ProductForm.Of(mug) with { Slug = "cup" }, cancellationToken: TestContext.Current.CancellationToken));

        var job = await shop.ImportAsync("Handle,Title,Variant SKU,Variant Price\nmug,Mug,M,6.00\n");

        Assert.Equal((JobStatus.Succeeded, 0, 1, 0, 0), Outcome(job));
        var cup = Assert.Single(await shop.ProductsAsync());
        Assert.Equal((mug.Id, "cup", 600L), (cup.Id, cup.Slug, cup.PriceMin));
    }

    internal static (JobStatus Status, int Created, int Updated, int Unchanged, int Failed) Outcome(Job job) => (job.Status, job.Created, job.Updated, job.Unchanged, job.Failed);

    private static FileStream RealExport()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "SharpCommerce.slnx"))) directory = directory.Parent;
        var path = directory is null ? null : Path.Combine(directory.FullName, "..", "shared", "data", "shopify-apparel.csv");
        Assert.SkipUnless(File.Exists(path), "The real export shopify-apparel.csv is not beside the repository (../shared/data).");
        return File.OpenRead(path!);
    }
}
