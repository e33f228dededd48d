using System.Globalization;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products.Import;

/// <summary>Runs import jobs: reads the file back from the database and gives its products on in batches.</summary>
internal sealed class ProductImporter(TenantDb db, ProductManager products, ILogger<ProductImporter> logger)
{
    private const int BatchProducts = 50;

    /// <summary>Keeps the transaction and the memory of a batch small when products are large.</summary>
    private const int BatchVariants = 500;

    /// <summary>Answers why the file could not be read, or null when it was read to its end, whatever became of its products.</summary>
    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var parameters = ImportParameters.Read(run.Job.Parameters);
        await using var file = new JobInputStream(db, run.Job.Id);
        IImportSource source = parameters.Format == ImportFormat.Json ? new JsonImportSource(file) : new ShopifyImportSource(file, Currency.Parse(db.Tenant.DefaultCurrency));
        var import = new ImportRun(db, products, run, parameters.DryRun, logger);
        var batch = new List<ImportItem>(BatchProducts);
        var variants = 0;
        await foreach (var item in source.ReadAsync(cancellationToken))
        {
            batch.Add(item);
            run.Done = file.BytesRead;
            variants += item.Patch?.Variants.Count ?? 0;
            if (batch.Count < BatchProducts && variants < BatchVariants) continue;
            await import.TakeAsync(batch, cancellationToken);
            batch.Clear();
            variants = 0;
        }
        if (batch.Count > 0) await import.TakeAsync(batch, cancellationToken);

        var warnings = new List<string>(source.Warnings);
        if (import.UnknownCategories > 0)
            warnings.Add($"Categories that this shop does not have were left out ({(import.UnknownCategories == 1 ? "1 product" : $"{import.UnknownCategories.ToString("N0", CultureInfo.InvariantCulture)} products")}).");
        run.Done = file.BytesRead;
        await run.SaveAsync(run.Progress with { Warnings = warnings }, cancellationToken);
        return source.Failure;
    }
}
