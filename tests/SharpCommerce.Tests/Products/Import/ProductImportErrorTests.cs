using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Inventory;
using SharpCommerce.Products;
using SharpCommerce.Products.Import;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class ProductImportErrorTests
{
    private const string Header = "Handle,Title,Variant SKU,Variant Price\n";

    [Theory, EachEngine]
    public async Task Bad_rows_do_not_stop_the_rest(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var job = await shop.ImportAsync(
            "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n" +
            "mug,Mug,,,M,5.00\nno-title,,,,N,5.00\ntee,Tee,Size,S,T-S,ten\ntee,,,M,T-M,11.00\nfree,Free,,,F,\n" +
            $"long,{new string('x', 401)},,,L,5.00\ncup,Cup,,,C,5.00\n");

        Assert.Equal((JobStatus.Succeeded, 3, 0, 0, 4), ProductImportTests.Outcome(job));
        Assert.Equal([(3, "Title"), (4, "Variant Price"), (6, "Variant Price"), (7, "Title")], job.Errors.Select(error => (error.Row, error.Field)));
        Assert.Equal(["cup", "mug", "tee"], (await shop.ProductsAsync()).Select(product => product.Slug));
        Assert.Equal(["M"], (await shop.ProductAsync("tee")).Variants.Select(variant => variant.Title));
    }

    [Theory, EachEngine]
    public async Task A_SKU_of_another_product_is_refused_alone_wherever_that_product_stands(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Header + "mug,Mug,M,5.00\n");

        foreach (var dryRun in (bool[])[true, false])
        {
            var job = await shop.ImportAsync(Header + "a,A,A,5.00\nb,B,A,5.00\nc,C,M,5.00\nd,D,D,5.00\n", dryRun: dryRun);

            Assert.Equal((JobStatus.Succeeded, 2, 0, 0, 2), ProductImportTests.Outcome(job));
            Assert.Equal(
                [new(3, "Variant SKU", "The SKU \"A\" belongs to the product \"a\" already."), new JobError(4, "Variant SKU", "The SKU \"M\" belongs to the product \"mug\" already.")],
                job.Errors);
        }
        Assert.Equal(["a", "d", "mug"], (await shop.ProductsAsync()).Select(product => product.Slug));
    }

    [Theory, EachEngine]
    public async Task A_SKU_that_one_product_leaves_is_free_for_the_next_also_in_a_dry_run(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(Header + "a,A,1,5.00\nb,B,2,5.00\n");

        foreach (var dryRun in (bool[])[true, false])
            Assert.Equal((JobStatus.Succeeded, 0, 2, 0, 0), ProductImportTests.Outcome(await shop.ImportAsync(Header + "a,A,3,5.00\nb,B,1,5.00\n", dryRun: dryRun)));
    }

    [Fact]
    public async Task A_product_that_only_the_database_refuses_fails_alone()
    {
        var shop = await ImportShop.OpenAsync(Engine.Sqlite, ownServices: true);
        await shop.InSessionAsync(async session =>
        {
            await session.Context.Database.ExecuteSqlAsync($"CREATE TRIGGER refuse BEFORE INSERT ON products WHEN NEW.slug = 'b' BEGIN SELECT RAISE(ABORT, 'refused'); END", TestContext.Current.CancellationToken);
            await session.SaveAndCommitAsync(TestContext.Current.CancellationToken);
            return true;
        });

        var job = await shop.ImportAsync(Header + "a,A,A,5.00\nb,B,B,5.00\nbad,Bad,X,x\nc,C,C,5.00\n");

        Assert.Equal((JobStatus.Succeeded, 2, 0, 0, 2), ProductImportTests.Outcome(job));
        Assert.Equal([3, 4], job.Errors.Select(error => error.Row));
        Assert.StartsWith("The database refused the product.", job.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], (await shop.ProductsAsync()).Select(product => product.Slug));
    }

    [Theory, EachEngine]
    public async Task A_product_that_comes_twice_is_taken_once(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var job = await shop.ImportAsync(Header + "mug,Mug,M,5.00\ncup,Cup,C,5.00\nMug,Other,O,5.00\n");

        Assert.Equal((JobStatus.Succeeded, 2, 0, 0, 1), ProductImportTests.Outcome(job));
        Assert.Equal(new JobError(4, "Handle", "The product \"mug\" came already in row 2. All that a file says of a product must stand together."), Assert.Single(job.Errors));
    }

    [Theory, EachEngine]
    public async Task A_dry_run_tells_the_same_and_keeps_nothing(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        const string Stock = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n";
        await shop.ImportAsync(Stock + "mug,Mug,M,5.00,shopify,5\ncup,Cup,C,5.00,,\n");
        await shop.ReserveAsync("M", 4);
        const string File = Stock + "mug,Mug,M,6.00,shopify,3\ncup,Cup,C,5.00,,\nbowl,Bowl,B,5.00,shopify,9\nbad,Bad,D,-1,,\n";
        var before = await shop.ExportAsync(ImportFormat.Json);

        var dry = await shop.ImportAsync(File, dryRun: true);

        Assert.Equal(before, await shop.ExportAsync(ImportFormat.Json));
        Assert.Single(await shop.RowsAsync<StockMovement>());
        Assert.Empty(await shop.RowsAsync<JobInput>());
        Assert.Equal((JobStatus.Succeeded, 1, 1, 1, 2), ProductImportTests.Outcome(dry));
        var real = await shop.ImportAsync(File);
        Assert.Equal(ProductImportTests.Outcome(real), ProductImportTests.Outcome(dry));
        Assert.Equal(real.Errors, dry.Errors);
    }

    [Theory, EachEngine]
    public async Task A_file_that_is_no_product_file_fails_the_job(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var empty = await shop.ImportAsync("");
        var columns = await shop.ImportAsync("Name,Price\nMug,5\n");
        var json = await shop.ImportAsync("{}", ImportFormat.Json);

        Assert.Equal((JobStatus.Failed, "The file is empty."), (empty.Status, empty.Error));
        Assert.Equal(JobStatus.Failed, columns.Status);
        Assert.StartsWith("The first row must name the columns", columns.Error, StringComparison.Ordinal);
        Assert.Equal(JobStatus.Failed, json.Status);
        Assert.StartsWith("The file is not a JSON array of products", json.Error, StringComparison.Ordinal);
        Assert.All((Job[])[empty, columns, json], job => Assert.NotNull(job.FinishedAt));
        Assert.Empty(await shop.RowsAsync<JobInput>());
    }

    [Theory, EachEngine]
    public async Task What_came_before_a_break_in_the_file_stays_and_counts(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var csv = await shop.ImportAsync(Header + "mug,Mug,M,5.00\npan,Pan,P,5.00\ncup,\"" + new string('x', CsvRecordReader.MaxCellCharacters + 1));
        var json = await shop.ImportAsync("""[{"slug":"bowl","title":"Bowl","variants":[{"price":{"amount":1,"currency":"USD"}}]},{"slug":"pot""", ImportFormat.Json);

        // The last product before the break may have had more rows.
        Assert.Equal((JobStatus.Failed, 1, 0, 0, 2), ProductImportTests.Outcome(csv));
        Assert.Equal((JobStatus.Failed, 1, 0, 0, 1), ProductImportTests.Outcome(json));
        Assert.NotNull(json.Error);
        Assert.Equal(["bowl", "mug"], (await shop.ProductsAsync()).Select(product => product.Slug));
    }

    [Theory, EachEngine]
    public async Task Each_malformed_JSON_product_fails_alone(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var job = await shop.ImportAsync(
            """
            [
              {"slug": "mug", "title": "Mug", "status": "published", "variants": [{"price": {"amount": 500, "currency": "USD"}}]},
              {"slug": "a", "title": "A", "color": "red", "variants": [{"price": {"amount": 500, "currency": "USD"}}]},
              {"slug": "b", "title": "B", "variants": [{"price": {"amount": "500", "currency": "USD"}}]},
              {"slug": "c", "title": "C", "tags": [null], "variants": [{"price": {"amount": 500, "currency": "USD"}}]},
              {"slug": "d", "title": "D", "variants": [{"price": {"amount": 500, "currency": "EUR"}}]},
              {"slug": "e", "title": "E", "variants": [{"sku": "E"}]},
              {"slug": "f", "title": "F"},
              {"title": "G"},
              {"slug": "h", "title": "H", "status": 1},
              null, 5,
              {"slug": "i", "title": "I", "options": [{"name": "Size", "values": ["S"]}], "variants": [{"options": {"size": "M"}, "price": {"amount": 500, "currency": "USD"}}]},
              {"handle": "last", "title": "Last", "variants": [{"price": {"amount": 500, "currency": "USD"}, "stock": 3}]}
            ]
            """,
            ImportFormat.Json);

        Assert.Equal((JobStatus.Succeeded, 2, 0, 0, 11), ProductImportTests.Outcome(job));
        Assert.Equal(
            [
                (2, "color"), (3, "variants[0].price.amount"), (4, "tags"), (5, "variants.price"), (6, "variants.price"), (7, ""), (8, "slug"), (9, "status"), (10, ""), (11, ""),
                (12, "variants[0].options"),
            ],
            job.Errors.Select(error => (error.Row, error.Field)));
        Assert.Equal(["last", "mug"], (await shop.ProductsAsync()).Select(product => product.Slug));
        Assert.Equal(3, (await shop.ProductAsync("last")).Variants[0].Inventory!.OnHand);
    }

    [Theory, EachEngine]
    public async Task A_JSON_product_keeps_what_it_does_not_name_and_loses_what_is_null(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.ImportAsync(
            """[{"slug": "mug", "title": "Mug", "vendor": "Acme", "productType": "Cups", "tags": ["a"], "variants": [{"sku": "M", "barcode": "1", "price": {"amount": 500, "currency": "USD"}, "stock": 5}]}]""",
            ImportFormat.Json);

        var job = await shop.ImportAsync("""[{"slug": "mug", "vendor": null, "variants": [{"sku": "M", "stock": 7}]}]""", ImportFormat.Json);

        Assert.Equal((JobStatus.Succeeded, 0, 1, 0, 0), ProductImportTests.Outcome(job));
        var mug = await shop.ProductAsync("mug");
        Assert.Equal(("Mug", null, "Cups"), (mug.Title, mug.Vendor, mug.ProductType));
        var variant = Assert.Single(mug.Variants);
        Assert.Equal(("1", 500L, 7), (variant.Barcode, variant.Price, variant.Inventory!.OnHand));
    }

    [Theory, EachEngine]
    public async Task Errors_are_listed_up_to_a_thousand(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var job = await shop.ImportAsync(Header + string.Concat(Enumerable.Range(0, 1_234).Select(i => $"p{i},P,S{i},x\n")));

        Assert.Equal((JobStatus.Succeeded, 0, 0, 0, 1_234), ProductImportTests.Outcome(job));
        Assert.Equal(1_001, job.Errors.Count);
        Assert.Equal(new JobError(0, "", "234 further errors are not listed."), job.Errors[^1]);
    }
}
