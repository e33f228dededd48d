using SharpCommerce.Products.Import;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

/// <summary>Runs alone: what other tests allocate would count as well.</summary>
[CollectionDefinition(nameof(ShopifyCsvMemoryTests), DisableParallelization = true)]
[Collection(nameof(ShopifyCsvMemoryTests))]
public class ShopifyCsvMemoryTests
{
    private const long FileBytes = 200L << 20;
    private const long AllowedGrowthBytes = 16L << 20;

    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        var body = $"\"<p>{string.Join("<br>\r\n", Enumerable.Repeat("A plain sentence, with a comma and a \"\"quote\"\".", 60))}</p>\"";
        using var file = new GeneratedStream(
            ["Handle,Title,Body (HTML),Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Grams,Image Src\r\n"],
            i => $"tee-{i},Tee {i},{body},\"a, b, {i}\",Size,S,S-{i},10.50,100,https://x.test/{i}.jpg\r\ntee-{i},,,,,M,M-{i},11.50,100,\r\ntee-{i},,,,,,,,,https://x.test/{i}-2.jpg\r\n",
            FileBytes);
        var reader = new ShopifyCsvReader(file, 2);
        var products = 0;
        var errors = 0;
        var start = 0L;
        var highest = 0L;

        await foreach (var entry in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            products++;
            errors += entry.Errors.Count;
            if (products % 8_000 != 1_000) continue;
            var now = GC.GetTotalMemory(forceFullCollection: true);
            if (start == 0) start = now;
            highest = Math.Max(highest, now);
        }

        Assert.True(reader.Complete);
        Assert.True(file.Position >= FileBytes);
        Assert.True(products > 50_000, $"{products} products");
        Assert.Equal(0, errors);
        TestContext.Current.TestOutputHelper?.WriteLine($"{products} products, {highest - start} bytes more than at the start");
        Assert.True(highest - start < AllowedGrowthBytes, $"{highest - start} bytes more than at the start");
    }
}
