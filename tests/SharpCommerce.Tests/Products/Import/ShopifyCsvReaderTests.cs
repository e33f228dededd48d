using System.Text;
using SharpCommerce.Products.Import;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class ShopifyCsvReaderTests
{
    [Fact]
    public async Task A_real_export_is_read_whole()
    {
        var file = await ShopifyFile.ReadAsync(RealExport());

        Assert.Empty(file.Errors);
        Assert.True(file.Reader.Complete);
        Assert.Equal(20, file.Products.Count);
        var shirt = file.Products[0];
        Assert.Equal(("ocean-blue-shirt", "Ocean Blue Shirt", "partners-demo", ImportedStatus.Published), (shirt.Handle, shirt.Title, shirt.Vendor, shirt.Status));
        Assert.Equal(["men"], shirt.Tags);
        Assert.Empty(shirt.OptionNames);
        var variant = Assert.Single(shirt.Variants);
        Assert.Equal((5_000, null, 0, "kg"), (variant.Price, variant.CompareAtPrice, variant.WeightGrams, variant.WeightUnit));
        Assert.True(variant.Taxable && variant.RequiresShipping);
        Assert.Equal(new ImportedImage("https://burst.shopifycdn.com/photos/young-man-in-bright-fashion_925x.jpg", 1, null), Assert.Single(shirt.Images));
        var top = file.Products[1];
        Assert.Equal(["Size"], top.OptionNames);
        Assert.Equal(["Small", "Medium", "Large"], top.Variants.Select(one => Assert.Single(one.OptionValues)));
        Assert.Equal([3, 4, 5], top.Variants.Select(one => one.Row));
        Assert.StartsWith("Womens casual varsity top, This grey", top.BodyHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quantity_without_a_tracker_does_not_limit_sales_and_is_counted_as_left_out()
    {
        var file = await ShopifyFile.ReadAsync(RealExport());

        Assert.All(file.Products.SelectMany(product => product.Variants), variant => Assert.Equal((false, null), (variant.StockTracked, variant.Stock)));
        Assert.Equal("Variant Inventory Qty", Assert.Single(file.Reader.IgnoredColumns).Column);
    }

    [Fact]
    public async Task The_headers_of_the_new_template_mean_the_same()
    {
        var file = await ShopifyFile.ReadAsync(
            "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Price," +
            "Compare-at price,Charge tax,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display," +
            "Requires shipping,Fulfillment service,Product image URL,Image position,Image alt text,Variant image URL,Gift card,SEO title,SEO description\n" +
            "Mug,mug,<p>Hot</p>,Acme,Home > Mugs,Drinkware,\"a, b\",true,Active,M-1,4006381333931,Color,Red,12.50,15.00,FALSE,shopify,7,DENY,340,g," +
            "TRUE,manual,https://x.test/a.jpg,1,Front,https://x.test/b.jpg,FALSE,Best mug,Buy it\n");

        var product = file.Only;
        Assert.Equal(("mug", "Mug", "<p>Hot</p>", "Acme", "Home > Mugs", "Drinkware"),
            (product.Handle, product.Title, product.BodyHtml, product.Vendor, product.Category, product.ProductType));
        Assert.Equal((ImportedStatus.Published, "Best mug", "Buy it"), (product.Status, product.SeoTitle, product.SeoDescription));
        Assert.Equal(["a", "b"], product.Tags);
        Assert.Equal(new ImportedImage("https://x.test/a.jpg", 1, "Front"), Assert.Single(product.Images));
        var variant = Assert.Single(product.Variants);
        Assert.Equal(("Red", "M-1", "4006381333931", 1_250L, 1_500L), (variant.OptionValues[0], variant.Sku, variant.Barcode, variant.Price, variant.CompareAtPrice));
        Assert.Equal((340, "g", true, 7), (variant.WeightGrams, variant.WeightUnit, variant.StockTracked, variant.Stock));
        Assert.Equal((false, true, "https://x.test/b.jpg"), (variant.Taxable, variant.RequiresShipping, variant.ImageUrl));
        Assert.Empty(file.Reader.IgnoredColumns);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Lines_may_end_in_any_way_and_the_last_need_not_end(string end)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Variant Price{end}mug,Mug,5{end}{end},,{end}cup,Cup,6");

        Assert.Empty(file.Errors);
        Assert.Equal([("mug", 2), ("cup", 5)], file.Products.Select(product => (product.Handle, product.Row)));
    }

    [Fact]
    public async Task Quoted_cells_keep_line_breaks_commas_and_quotes_and_the_row_is_the_line_in_the_file()
    {
        var file = await ShopifyFile.ReadAsync("Handle,Title,Body (HTML),Variant Price\r\nmug,\"Mug, \"\"big\"\"\",\" <p>\r\none\n</p> \",5\r\ncup,Cup,,oops\r\n");

        Assert.Equal(("Mug, \"big\"", " <p>\r\none\n</p> "), (file.Products[0].Title, file.Products[0].BodyHtml));
        Assert.Equal((5, "Variant Price"), (Assert.Single(file.Errors).Row, file.Errors[0].Field));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task A_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_first_header(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("Handle,Title\nmug,Größe 大 🙂\n")];

        var file = await ShopifyFile.ReadAsync(new MemoryStream(bytes));

        Assert.Equal("Größe 大 🙂", file.Only.Title);
    }

    [Fact]
    public async Task Columns_come_in_any_order_and_any_case_with_spaces_around()
    {
        var file = await ShopifyFile.ReadAsync(" TITLE ,variant price,handle\n Mug ,5, mug \n");

        Assert.Equal(("mug", "Mug", 500L), (file.Only.Handle, file.Only.Title, file.Only.Variants[0].Price));
        Assert.True(file.Reader.Has(ShopifyColumn.Price));
        Assert.False(file.Reader.Has(ShopifyColumn.Vendor));
    }

    [Fact]
    public async Task Further_rows_bring_variants_and_images_in_the_order_of_their_positions()
    {
        var file = await ShopifyFile.ReadAsync(
            """
            Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price,Variant Grams,Image Src,Image Position,Image Alt Text
            tee,Tee,Size,S,Color,Red,10,100,https://x.test/3.jpg,3,
            tee,,,M,,Red,11,100,https://x.test/1.jpg,1,Front
            tee,,,,,,,0,https://x.test/9.jpg,,
            TEE,Tee,Size,L,Color,Red,12,100,https://x.test/3.jpg,4,
            """);

        var product = file.Only;
        Assert.Equal(["Size", "Color"], product.OptionNames);
        Assert.Equal(["S/Red", "M/Red", "L/Red"], product.Variants.Select(variant => string.Join('/', variant.OptionValues)));
        Assert.Equal([("https://x.test/1.jpg", 1), ("https://x.test/3.jpg", 2), ("https://x.test/9.jpg", 3)], product.Images.Select(image => (image.Url, image.Position)));
        Assert.Equal("Front", product.Images[0].Alt);
    }

    [Theory]
    [InlineData("Title", "Default Title", 0)]
    [InlineData("title", "default title", 0)]
    [InlineData("Title", "", 0)]
    [InlineData("", "", 0)]
    [InlineData("", "Default Title", 0)]
    [InlineData("Title", "Dr.", 1)]
    [InlineData("Size", "Default Title", 1)]
    public async Task Title_with_default_title_means_no_options(string name, string value, int options)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Option1 Name,Option1 Value,Variant Price\nmug,Mug,{name},{value},5\n");

        Assert.Equal(options, file.Only.OptionNames.Count);
        Assert.Equal(options, Assert.Single(file.Only.Variants).OptionValues.Count);
    }

    [Fact]
    public async Task Tags_are_trimmed_and_without_duplicates()
    {
        var file = await ShopifyFile.WithCellAsync("Tags", "\" men, Summer ,,summer,MEN, sale \"");

        Assert.Equal(["men", "Summer", "sale"], file.Only.Tags);
    }

    [Theory]
    [InlineData("active", "true", ImportedStatus.Published)]
    [InlineData("Active", "", ImportedStatus.Published)]
    [InlineData("active", "FALSE", ImportedStatus.Draft)]
    [InlineData("draft", "true", ImportedStatus.Draft)]
    [InlineData("ARCHIVED", "true", ImportedStatus.Archived)]
    [InlineData("", "yes", ImportedStatus.Published)]
    [InlineData("", "no", ImportedStatus.Draft)]
    public async Task Only_what_is_active_and_published_is_on_sale(string status, string published, object expected)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Status,Published\nmug,Mug,{status},{published}\n");

        Assert.Equal((ImportedStatus)expected, file.Only.Status);
        Assert.Empty(file.Only.Variants);
    }

    [Fact]
    public async Task A_status_that_we_lack_becomes_a_draft_and_is_told()
    {
        var file = await ShopifyFile.ReadAsync("Handle,Title,Status\nmug,Mug,unlisted\n");

        Assert.Equal(ImportedStatus.Draft, Assert.Single(file.Products).Status);
        Assert.Equal("Status", Assert.Single(file.Errors).Field);
    }

    [Theory]
    [InlineData("shopify", "7", true, 7)]
    [InlineData("amazon_marketplace_web", "7", true, 7)]
    [InlineData("shopify", "", true, null)]
    [InlineData("", "7", false, null)]
    public async Task A_tracker_makes_stock_count(string tracker, string quantity, bool tracked, int? stock)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\nmug,Mug,5,{tracker},{quantity}\n");

        Assert.Equal((tracked, stock), (file.Only.Variants[0].StockTracked, file.Only.Variants[0].Stock));
        Assert.Equal(!tracked, file.Reader.IgnoredColumns.Count == 1);
    }

    [Fact]
    public async Task Without_a_tracker_column_a_quantity_makes_stock_count() =>
        Assert.Equal((true, 7), (await ShopifyFile.WithCellAsync("Variant Inventory Qty", "7")).Only.Variants[0] is var variant ? (variant.StockTracked, variant.Stock) : default);

    [Fact]
    public async Task A_file_without_prices_leaves_prices_alone()
    {
        var file = await ShopifyFile.ReadAsync("Handle,Title,Variant SKU\nmug,Mug,M-1\n");

        Assert.Null(file.Only.Variants[0].Price);
    }

    [Fact]
    public async Task A_handle_that_comes_again_later_is_a_further_product()
    {
        var file = await ShopifyFile.ReadAsync("Handle,Title\nmug,Mug\ncup,Cup\nmug,Mug again\n");

        Assert.Equal(["mug", "cup", "mug"], file.Products.Select(product => product.Handle));
    }

    [Fact]
    public async Task Columns_without_a_place_are_told_once_if_a_value_says_something()
    {
        var file = await ShopifyFile.ReadAsync(
            """
            Handle,Title,Gift Card,Variant Inventory Policy,Variant Fulfillment Service,Included / Primary,Price / International,Google Shopping / MPN,Google Shopping / Custom Product,Option1 Linked To,Cost per item,Material (product.metafields.custom.material),Variant Tax Code
            mug,Mug,FALSE,deny,manual,TRUE,,,FALSE,,,,
            cup,Cup,true,continue,manual,TRUE,7.00,,FALSE,,2,clay,
            pot,Pot,false,continue,acme,FALSE,,,FALSE,,,clay,
            """);

        Assert.Equal(
            [
                new("Gift Card", 1), new("Variant Inventory Policy", 2), new("Variant Fulfillment Service", 1), new("Included / Primary", 1),
                new("Price / International", 1), new("Cost per item", 1), new("Material (product.metafields.custom.material)", 2),
            ],
            file.Reader.IgnoredColumns);
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("''=1+1", "'=1+1")]
    [InlineData("'n' roll", "'n' roll")]
    [InlineData("'90s mug", "'90s mug")]
    public async Task The_apostrophe_before_a_formula_is_taken_off(string cell, string title) =>
        Assert.Equal(title, (await ShopifyFile.ReadAsync($"Handle,Title\nmug,{cell}\n")).Only.Title);

    [Fact]
    public async Task The_apostrophe_before_the_digits_of_a_code_is_taken_off()
    {
        Assert.Equal("0123", (await ShopifyFile.WithCellAsync("Variant Barcode", "'0123")).Only.Variants[0].Barcode);
        Assert.Equal("0123", (await ShopifyFile.WithCellAsync("SKU", "'0123")).Only.Variants[0].Sku);
        Assert.Equal("'0123", (await ShopifyFile.WithCellAsync("Vendor", "'0123")).Only.Vendor);
    }

    [Fact]
    public async Task Reading_stops_when_it_is_canceled()
    {
        using var stop = new CancellationTokenSource();
        var reader = new ShopifyCsvReader(new MemoryStream("Handle,Title\nmug,Mug\ncup,Cup\n"u8.ToArray()), 2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in reader.ReadAsync(stop.Token)) await stop.CancelAsync();
        });
        Assert.False(reader.Complete);
    }

    private static FileStream RealExport()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "SharpCommerce.slnx"))) directory = directory.Parent;
        var path = directory is null ? null : Path.Combine(directory.FullName, "..", "shared", "data", "shopify-apparel.csv");
        Assert.SkipUnless(File.Exists(path), "The real export shopify-apparel.csv is not beside the repository (../shared/data).");
        return File.OpenRead(path!);
    }
}
