using System.Text;
using SharpCommerce.Products.Import;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class ShopifyCsvErrorTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n", "empty")]
    [InlineData("Title,Variant Price\nMug,5\n", "\"Handle\"")]
    [InlineData("Handle,Variant Price\nmug,5\n", "\"Title\"")]
    [InlineData("SKU,Available\nm,5\n", "and \"Title\"")]
    [InlineData("Handle;Title\nmug;Mug\n", "commas")]
    [InlineData("<!DOCTYPE html>\n<html><body>Handle,Title</body></html>\n", "web page")]
    [InlineData("PK\u0003\u0004\0\0\u0008xl/workbook.xml", "spreadsheet")]
    [InlineData("Handle,Title,Tags,Type,tags\nmug,Mug,a,b,c\n", "mean the same")]
    [InlineData("Handle,Title,Variant Price,Price\nmug,Mug,1,2\n", "\"Variant Price\" and \"Price\"")]
    [InlineData("Handle,\"Title\nmug,Mug\n", "Title")]
    public async Task A_file_that_is_no_product_file_gives_one_error_and_no_product(string csv, string part)
    {
        var file = await ShopifyFile.ReadAsync(csv);

        Assert.Contains(part, Assert.Single(file.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(1, csv.StartsWith('\n') ? 1 : file.Errors[0].Row);
        Assert.Empty(file.Products);
        Assert.False(file.Reader.Complete);
    }

    [Fact]
    public async Task Random_bytes_are_no_product_file()
    {
        var bytes = new byte[3_000_000];
        new Random(7).NextBytes(bytes);

        var file = await ShopifyFile.ReadAsync(new MemoryStream(bytes));

        Assert.Single(file.Errors);
        Assert.Empty(file.Products);
    }

    [Theory]
    [InlineData("12.345", 2, "only 2 decimals")]
    [InlineData("50.5", 0, "no decimals")]
    [InlineData("$5", 2, "1234.50")]
    [InlineData("\"1,234.50\"", 2, "1234.50")]
    [InlineData("\"1 234\"", 3, "1234.500")]
    [InlineData("5 EUR", 0, "1234:")]
    [InlineData("1E+3", 2, "digits")]
    [InlineData("٣", 2, "digits")]
    [InlineData(".5", 2, "digits")]
    [InlineData("-5", 2, "negative")]
    [InlineData("99999999999999999999", 2, "too high")]
    [InlineData("", 2, "missing")]
    public async Task A_price_that_is_none_is_told_and_its_variant_left_out(string price, int digits, string part)
    {
        var file = await ShopifyFile.WithCellAsync("Variant Price", price, digits);

        var error = Assert.Single(file.Errors);
        Assert.Equal((2, "Variant Price"), (error.Row, error.Field));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(file.Products).Variants);
    }

    [Theory]
    [InlineData("50", 2, 5_000)]
    [InlineData("50.5", 2, 5_050)]
    [InlineData("50.00", 0, 50)]
    [InlineData("0", 2, 0)]
    [InlineData("007.1230", 3, 7_123)]
    [InlineData("92233720368547758.07", 2, long.MaxValue)]
    public async Task A_price_is_read_exactly(string price, int digits, long expected) =>
        Assert.Equal(expected, (await ShopifyFile.WithCellAsync("Variant Price", price, digits)).Only.Variants[0].Price);

    [Theory]
    [InlineData("Variant Compare At Price", "abc")]
    [InlineData("Variant Grams", "1 kg")]
    [InlineData("Variant Grams", "-3")]
    [InlineData("Variant Grams", "3000000000")]
    [InlineData("Variant Weight", "3")]
    [InlineData("Variant Weight Unit", "stone")]
    [InlineData("Variant Inventory Qty", "many")]
    [InlineData("Variant Inventory Qty", "1.5")]
    [InlineData("Variant Taxable", "perhaps")]
    [InlineData("Variant Requires Shipping", "2")]
    [InlineData("Variant Barcode", "4.00638E+12")]
    [InlineData("Variant Image", "javascript:alert(1)")]
    [InlineData("Variant SKU", "{256}")]
    [InlineData("Option2 Value", "Red")]
    public async Task A_wrong_cell_of_a_variant_is_told_by_its_column(string column, string value)
    {
        var file = await ShopifyFile.WithCellAsync(column, value.Replace("{256}", new('x', 256), StringComparison.Ordinal));

        Assert.Equal((2, column), (Assert.Single(file.Errors).Row, file.Errors[0].Field));
        Assert.Empty(Assert.Single(file.Products).Variants);
    }

    [Theory]
    [InlineData("Image Src", "photo.jpg", 0)]
    [InlineData("Image Src", "file:///etc/passwd", 0)]
    public async Task A_wrong_image_is_told_and_left_out(string column, string value, int images)
    {
        var file = await ShopifyFile.WithCellAsync(column, value);

        Assert.Equal(column, Assert.Single(file.Errors).Field);
        Assert.Equal(images, file.Products[0].Images.Count);
        Assert.Single(file.Products[0].Variants);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("first")]
    public async Task A_wrong_image_position_puts_the_image_last(string position)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Image Src,Image Position\nmug,Mug,https://x.test/a,{position}\nmug,,https://x.test/b,1\n");

        Assert.Equal((2, "Image Position"), (Assert.Single(file.Errors).Row, file.Errors[0].Field));
        Assert.Equal(["https://x.test/b", "https://x.test/a"], file.Products[0].Images.Select(image => image.Url));
    }

    [Fact]
    public async Task A_negative_quantity_is_told_and_taken_as_none()
    {
        var file = await ShopifyFile.WithCellAsync("Variant Inventory Qty", "-2");

        Assert.Equal("Variant Inventory Qty", Assert.Single(file.Errors).Field);
        Assert.Equal((true, 0), (file.Products[0].Variants[0].StockTracked, file.Products[0].Variants[0].Stock));
    }

    [Fact]
    public async Task A_bad_variant_does_not_cost_the_product_and_all_its_wrong_cells_are_told()
    {
        var file = await ShopifyFile.ReadAsync(
            """
            Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Grams
            tee,Tee,Size,S,oops,heavy
            tee,,,M,11,100
            tee,,,,12,100
            tee,,,m,13,100
            tee,,,,,
            tee,,,L,14,100
            """);

        Assert.Equal(
            [(2, "Variant Price"), (2, "Variant Grams"), (4, "Option1 Value"), (5, ""), (6, "")],
            file.Errors.Select(error => (error.Row, error.Field)));
        Assert.Equal(["M", "L"], Assert.Single(file.Products).Variants.Select(variant => variant.OptionValues[0]));
    }

    [Theory]
    [InlineData("tee,,,Size,S,5", "Title")]
    [InlineData("tee,Tee,maybe,Size,S,5", "Published")]
    [InlineData("tee,Tee,,,S,5", "Option1 Value")]
    public async Task A_product_whose_first_row_is_bad_is_told_once_and_skipped(string first, string field)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Published,Option1 Name,Option1 Value,Variant Price\n{first}\ntee,,,,M,bad\ncup,Cup,,,,5\n");

        Assert.Equal((2, field), (Assert.Single(file.Errors).Row, file.Errors[0].Field));
        Assert.Equal("cup", Assert.Single(file.Products).Handle);
        Assert.Equal("tee", file.Entries[0].Handle);
        Assert.True(file.Reader.Complete);
    }

    [Theory]
    [InlineData("Option1 Name,Option2 Name", "Size,size")]
    [InlineData("Option1 Name,Option2 Name", ",Size")]
    public async Task Options_that_contradict_each_other_skip_the_product(string columns, string values)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,{columns}\nmug,Mug,{values}\n");

        Assert.Equal("Option2 Name", Assert.Single(file.Errors).Field);
        Assert.Empty(file.Products);
    }

    [Fact]
    public async Task A_product_without_options_has_one_variant()
    {
        var file = await ShopifyFile.ReadAsync("Handle,Title,Variant Price\nmug,Mug,5\nmug,,6\n");

        Assert.Equal(3, Assert.Single(file.Errors).Row);
        Assert.Single(file.Products[0].Variants);
    }

    [Theory]
    [InlineData("tee,,M,11,,extra")]
    [InlineData("tee,,M")]
    [InlineData("tee,,\"M\" ,11,")]
    [InlineData("tee,,5\" pipe,11,")]
    [InlineData("tee,,M\0,11,")]
    [InlineData(",,M,11,")]
    public async Task A_malformed_row_costs_that_row_only(string row)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Option1 Value,Variant Price,Option1 Name\ntee,Tee,S,10,Size,,\n{row}\ntee,,L,12,\n");

        Assert.Equal(3, Assert.Single(file.Errors).Row);
        Assert.Equal(["S", "L"], Assert.Single(file.Products).Variants.Select(variant => variant.OptionValues[0]));
    }

    [Fact]
    public async Task A_malformed_first_row_costs_the_product_and_no_other()
    {
        var file = await ShopifyFile.ReadAsync("Handle,Title,Variant Price\n,Lost,1\ntee,Tee\ntee,,11\ncup,Cup,5\n");

        Assert.Equal([2, 3], file.Errors.Select(error => error.Row));
        Assert.Equal(["Handle", ""], file.Errors.Select(error => error.Field));
        Assert.Equal("cup", Assert.Single(file.Products).Handle);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_told_but_a_replacement_character_is_text()
    {
        byte[] bytes = [.. "Handle,Title\ncafe,Caf"u8, 0xE9, .. "\ncup,Cup \uFFFD\n"u8];

        var file = await ShopifyFile.ReadAsync(new MemoryStream(bytes));

        Assert.Equal((2, "Title"), (Assert.Single(file.Errors).Row, file.Errors[0].Field));
        Assert.Equal("Cup \uFFFD", Assert.Single(file.Products).Title);
    }

    [Theory]
    [InlineData("mug,\"Mug,5\ncup,Cup,6\n")]
    [InlineData("mug,Mug,\"5\"\"")]
    [InlineData("mug,Mug,\"")]
    public async Task A_quote_that_never_closes_is_an_error_at_the_row_where_it_opens(string rows)
    {
        var file = await ShopifyFile.ReadAsync($"Handle,Title,Variant Price\npot,Pot,4\n{rows}");

        Assert.Equal(3, Assert.Single(file.Errors).Row);
        Assert.Contains("never closes", file.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal("pot", Assert.Single(file.Products).Handle);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData(",")]
    [InlineData("x,")]
    [InlineData("x")]
    [InlineData("\0")]
    public async Task A_cell_or_row_without_end_stops_the_import_with_a_reason(string unit)
    {
        using var endless = new GeneratedStream(["Handle,Title,Variant Price\npot,Pot,4\ntee,Tee,5\ntee,\"" + (unit == "\"" ? "" : "\",")], _ => unit == "\"" ? "xxxxxxx\n" : unit, 512L << 20);

        var file = await ShopifyFile.ReadAsync(endless);

        Assert.False(file.Reader.Complete);
        Assert.True(endless.Position < 16 << 20);
        Assert.Equal("pot", Assert.Single(file.Products).Handle);
        Assert.Equal([("tee", 4), (null, 4)], file.Entries.Skip(1).Select(entry => (entry.Handle, Assert.Single(entry.Errors).Row)));
    }

    [Fact]
    public async Task A_product_is_bounded_in_variants_images_tags_and_errors()
    {
        var csv = new StringBuilder("Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Tags\n");
        var tags = string.Join(',', Enumerable.Range(0, 300));
        for (var i = 0; i < 4_000; i++) csv.Append($"tee,{(i == 0 ? "Tee" : "")},Size,{i},5,https://x.test/{i},\"{tags}\"\n");

        var entry = Assert.Single((await ShopifyFile.ReadAsync(csv.ToString())).Entries);

        Assert.Equal((2_048, 250, 250), (entry.Product!.Variants.Count, entry.Product.Images.Count, entry.Product.Tags.Count));
        Assert.Equal(ShopifyCsvReader.MaxErrorsOfProduct + 1, entry.Errors.Count);
        Assert.EndsWith("further errors of this product are not listed.", entry.Errors[^1].Message, StringComparison.Ordinal);
    }
}
