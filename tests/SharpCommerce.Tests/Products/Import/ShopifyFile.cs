using System.Text;
using SharpCommerce.Products.Import;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

/// <summary>Reads test files and picks from the answer.</summary>
internal sealed record ShopifyFile(ShopifyCsvReader Reader, IReadOnlyList<ImportEntry> Entries)
{
    public IReadOnlyList<ImportedProduct> Products => [.. Entries.Where(entry => entry.Product is not null).Select(entry => entry.Product!)];

    public IReadOnlyList<ImportRowError> Errors => [.. Entries.SelectMany(entry => entry.Errors)];

    public ImportedProduct Only
    {
        get
        {
            Assert.Empty(Errors);
            return Assert.Single(Products);
        }
    }

    public static Task<ShopifyFile> ReadAsync(string csv, int currencyDigits = 2) => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), currencyDigits);

    public static async Task<ShopifyFile> ReadAsync(Stream csv, int currencyDigits = 2)
    {
        var reader = new ShopifyCsvReader(csv, currencyDigits);
        var entries = new List<ImportEntry>();
        await foreach (var entry in reader.ReadAsync(TestContext.Current.CancellationToken)) entries.Add(entry);
        return new(reader, entries);
    }

    /// <summary>A file of one product with one cell of interest.</summary>
    public static Task<ShopifyFile> WithCellAsync(string column, string value, int currencyDigits = 2) =>
        column == "Variant Price"
            ? ReadAsync($"Handle,Title,Variant Price\nmug,Mug,{value}\n", currencyDigits)
            : ReadAsync($"Handle,Title,Variant Price,{column}\nmug,Mug,5,{value}\n", currencyDigits);
}
