using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products.Import;

/// <summary>Takes whole catalogs in and gives them out, as files of any size.</summary>
public sealed class ProductImportManager
{
    internal const string JobKind = "product_import";
    private const int PageProducts = 200;

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;
    private readonly JobWorker _worker;

    internal ProductImportManager(TenantDb db, TimeProvider clock, JobWorker worker)
    {
        _db = db;
        _clock = clock;
        _worker = worker;
    }

    /// <summary>The largest file that is taken.</summary>
    internal long MostBytes { get; init; } = 200L << 20;

    /// <summary>
    /// Stores a product file and queues the job that takes it over. Products are found by slug and made or changed; nothing is ever removed, and
    /// importing a file again changes nothing.
    /// </summary>
    /// <param name="content">The file; read to its end, not disposed.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="dryRun">Only tells what an import would do.</param>
    /// <param name="cancellationToken">Stops it while the file comes in; nothing is kept then.</param>
    /// <exception cref="CommerceException"><c>payload_too_large</c>.</exception>
    public async Task<Job> StartAsync(Stream content, ImportFormat format, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var job = new Job(Id<Job>.New(_clock), JobKind, new ImportParameters(format, dryRun).Write(), await _db.TimeAsync(cancellationToken));
        await JobInputs.ReceiveAsync(_db, job, content, MostBytes, cancellationToken);
        _worker.Signal(_db.Tenant);
        return job;
    }

    /// <summary>Writes all products, oldest first. A product that changes meanwhile is written as it was or as it is, never half.</summary>
    /// <param name="output">Where to; not disposed.</param>
    /// <param name="format">How it is written. JSON holds everything that an import takes; a Shopify file lacks categories, publish times and variants' own titles.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ExportAsync(Stream output, ImportFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        return format == ImportFormat.Json
            ? JsonSerializer.SerializeAsync(output, ReadAsync(ProductJson.Of, cancellationToken), ProductJson.Format, cancellationToken)
            : new ShopifyCsvWriter(output, Currency.Parse(_db.Tenant.DefaultCurrency).Digits).WriteAsync(ReadAsync(ShopifyExport.Of, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(Func<Product, T> write, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = default(Id<Product>);
        List<Product> page;
        do
        {
            // No transaction is open while the page is sent, however slow the receiver is.
            await using (var session = await _db.ReadAsync(cancellationToken))
                page = await ProductManager.Whole(session).AsNoTracking().Where(product => product.Id.CompareTo(last) > 0).OrderBy(product => product.Id).Take(PageProducts).ToListAsync(cancellationToken);
            foreach (var product in page)
                yield return write(product);
            if (page.Count > 0) last = page[^1].Id;
        }
        while (page.Count == PageProducts);
    }
}
