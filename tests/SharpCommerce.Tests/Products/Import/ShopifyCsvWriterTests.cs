using System.Text;
using System.Text.Json;
using CsCheck;
using SharpCommerce.Products.Import;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class ShopifyCsvWriterTests
{
    private const string Alphabet = "aZ09 \"',;=+-@\t\r\n<>&.#|\\%ßé大🙂\u00A0\uFFFD\u001F";

    // Surrogate pairs must stay pairs, so text is made of runes.
    private static readonly Gen<string> AnyText = Gen.OneOf(Alphabet.EnumerateRunes().ToArray()).List[1, 12].Select(runes => string.Concat(runes));
    private static readonly Gen<string> Trimmed = AnyText.Select(text => text.Trim()).Where(text => text.Length > 0);
    private static readonly Gen<string?> Optional = Gen.Frequency((1, Gen.Const((string?)null)), (3, Trimmed.Select(text => (string?)text)));
    private static readonly Gen<string> Tag = Trimmed.Select(text => text.Replace(",", "", StringComparison.Ordinal).Trim()).Where(text => text.Length > 0);
    private static readonly Gen<string> Url = Gen.Int[0, 999].Select(i => $"https://x.test/a,{i}@2x.jpg");
    private static readonly Gen<string?> OptionalUrl = Gen.Frequency((1, Gen.Const((string?)null)), (1, Url.Select(url => (string?)url)));
    private static readonly Gen<long?> Compare = Gen.Frequency((1, Gen.Const((long?)null)), (1, Gen.Long[1, long.MaxValue].Select(amount => (long?)amount)));
    private static readonly Gen<int?> Whole = Gen.Frequency((1, Gen.Const((int?)null)), (1, Gen.Int[0, int.MaxValue].Select(i => (int?)i)));

    private static readonly Gen<ImportedVariant> Variant =
        from sku in Optional
        from barcode in Optional
        from price in Gen.Long[0, long.MaxValue]
        from compare in Compare
        from grams in Whole
        from unit in Gen.OneOf((string?)null, "g", "kg", "oz", "lb")
        from tracked in Gen.Bool
        from stock in Whole
        from flags in Gen.Select(Gen.Bool, Gen.Bool)
        from image in OptionalUrl
        select new ImportedVariant
        {
            Sku = sku,
            Barcode = barcode,
            Price = price,
            CompareAtPrice = compare,
            WeightGrams = grams,
            WeightUnit = unit,
            StockTracked = tracked,
            Stock = tracked ? stock : null,
            Taxable = flags.Item1,
            RequiresShipping = flags.Item2,
            ImageUrl = image,
        };

    private static readonly Gen<ImportedProduct> Product =
        from handle in Gen.Int[0, 99_999]
        from title in Trimmed
        from body in Gen.Frequency((1, Gen.Const((string?)null)), (3, AnyText.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => (string?)text)))
        from texts in Gen.Select(Optional, Optional, Optional, Optional, Optional)
        from tags in Tag.List[0, 4]
        from status in Gen.OneOf(Enum.GetValues<ImportedStatus>())
        from options in Trimmed.List[0, 3]
        from variants in Gen.Select(Variant, Trimmed.List[3, 3]).List[1, 4]
        from urls in Url.List[0, 5]
        from alts in Optional.List[5, 5]
        let names = options.Distinct(StringComparer.OrdinalIgnoreCase).ToList()
        select new ImportedProduct
        {
            Handle = $"p-{handle}",
            Title = title,
            BodyHtml = body,
            Vendor = texts.Item1,
            ProductType = texts.Item2,
            Category = texts.Item3,
            SeoTitle = texts.Item4,
            SeoDescription = texts.Item5,
            Tags = [.. tags.Distinct(StringComparer.OrdinalIgnoreCase)],
            Status = status,
            OptionNames = names,
            Variants =
            [
                .. variants.Select(one => one.Item1 with { OptionValues = [.. one.Item2.Take(names.Count)] })
                    .DistinctBy(one => string.Join('\u001F', one.OptionValues), StringComparer.OrdinalIgnoreCase),
            ],
            Images = [.. urls.Distinct().Select((url, i) => new ImportedImage(url, i + 1, alts[i]))],
        };

    [Fact]
    public Task What_is_written_is_read_back_the_same() =>
        Gen.Select(Product.List[1, 3], Gen.Int[0, 4]).SampleAsync(async (list, digits) =>
        {
            var products = list.DistinctBy(product => product.Handle).ToList();
            var file = await ShopifyFile.ReadAsync(await WriteAsync(products, digits), digits);
            return file.Errors.Count == 0 && file.Reader.Complete && file.Reader.IgnoredColumns.Count == 0
                && Json(products) == Json(file.Products.Select(product => product with { Row = 0, Variants = [.. product.Variants.Select(one => one with { Row = 0 })] }));
        }, iter: 3_000, print: sample => Json(sample.Item1));

    [Fact]
    public async Task No_cell_starts_as_a_formula_and_numbers_stay_numbers()
    {
        foreach (var text in (string[])["=1+1", "+a", "-a", "@a", "'=1", "+1.2.3", "-"])
        {
            var csv = Encoding.UTF8.GetString((await WriteAsync([Mug with { Title = text }], 2)).ToArray());
            Assert.Contains($"mug,'{text},", csv, StringComparison.Ordinal);
        }

        foreach (var text in (string[])["-5", "+49.5", "a=1", "'a"])
        {
            var csv = Encoding.UTF8.GetString((await WriteAsync([Mug with { Title = text }], 2)).ToArray());
            Assert.Contains($"mug,{text},", csv, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_has_the_classic_headers_no_byte_order_mark_and_a_row_for_each_further_image()
    {
        var product = Mug with { BodyHtml = "a \"b\",\nc", Images = [new("https://x.test/1", 1, "Front"), new("https://x.test/2", 2, null)] };

        var csv = Encoding.UTF8.GetString((await WriteAsync([product], 2)).ToArray());

        Assert.Equal(
            "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value," +
            "Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable," +
            "Variant Barcode,Image Src,Image Position,Image Alt Text,SEO Title,SEO Description,Variant Image,Variant Weight Unit,Status\r\n" +
            "mug,Mug,\"a \"\"b\"\",\nc\",,,,,true,Title,Default Title,,,,,,,,,5.00,,true,true,,https://x.test/1,1,Front,,,,,active\r\n" +
            "mug,,,,,,,,,,,,,,,,,,,,,,,https://x.test/2,2,,,,,,\r\n",
            csv);
    }

    [Fact]
    public async Task No_products_make_a_file_with_only_the_header()
    {
        var file = await ShopifyFile.ReadAsync(await WriteAsync([], 2));

        Assert.Empty(file.Entries);
        Assert.True(file.Reader.Complete);
    }

    [Fact]
    public async Task More_options_than_the_format_has_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync([Mug with { OptionNames = ["a", "b", "c", "d"] }], 2));

    private static ImportedProduct Mug => new() { Handle = "mug", Title = "Mug", Status = ImportedStatus.Published, Variants = [new() { Price = 500 }] };

    private static string Json(IEnumerable<ImportedProduct> products) => JsonSerializer.Serialize(products);

    private static async Task<MemoryStream> WriteAsync(IReadOnlyList<ImportedProduct> products, int digits)
    {
        var stream = new MemoryStream();
        await new ShopifyCsvWriter(stream, digits).WriteAsync(products.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        stream.Position = 0;
        return stream;
    }
}
