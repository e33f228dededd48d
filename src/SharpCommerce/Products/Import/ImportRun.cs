using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products.Import;

/// <summary>
/// Takes the products of one file over, a batch per transaction together with the job's progress. Should a batch be refused, its products
/// go one by one, so that only the bad one fails. A dry run plans and checks in the same way, but only reads: a shop never waits for it.
/// </summary>
internal sealed class ImportRun(TenantDb db, ProductManager products, JobRun run, bool dryRun, ILogger logger)
{
    private const int Attempts = 3;

    private readonly ProductWriter _writer = products.Writer(stockReason: "import");
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly SkuLedger _skus = new();

    /// <summary>How many products name categories that the shop does not have.</summary>
    public int UnknownCategories { get; private set; }

    public async Task TakeAsync(IReadOnlyList<ImportItem> items, CancellationToken cancellationToken)
    {
        try
        {
            await ApplyAsync(items, cancellationToken);
            return;
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            logger.LogDebug(refusal, "A batch of job {Job} was refused; its {Count} products are taken one by one.", run.Job.Id, items.Count);
        }
        foreach (var item in items)
            await TakeOneAsync(item, cancellationToken);
    }

    // What is refused here has passed every check, so somebody else most likely changed the same thing meanwhile.
    private async Task TakeOneAsync(ImportItem item, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ApplyAsync([item], cancellationToken);
                return;
            }
            catch (Exception refusal) when (IsRefusal(refusal))
            {
                if (attempt < Attempts) continue;
                logger.LogWarning(refusal, "The product in row {Row} of job {Job} was refused.", item.Row, run.Job.Id);
                var message = refusal is CommerceException { Error.Message: var text } ? text : "The database refused the product. Tell the operator the id of this job: the reason is in the server's log.";
                await run.SaveAsync(run.Progress.Plus(Failed([.. item.Errors, new(item.Row, "", message)])), cancellationToken);
                return;
            }
        }
    }

    private async Task ApplyAsync(IReadOnlyList<ImportItem> items, CancellationToken cancellationToken)
    {
        if (dryRun)
        {
            JobProgress planned;
            await using (var reading = await db.ReadAsync(cancellationToken))
                planned = await StepAsync(reading, items, cancellationToken);
            await run.SaveAsync(run.Progress.Plus(planned), cancellationToken);
            return;
        }
        _skus.Forget();
        await using var session = await db.WriteAsync(cancellationToken);
        var step = await StepAsync(session, items, cancellationToken);
        var progress = run.Progress.Plus(step);
        await run.WriteAsync(session, progress, cancellationToken);
        await products.SaveAsync(session, cancellationToken);
        run.Accept(progress);
    }

    private async Task<JobProgress> StepAsync(DbSession session, IReadOnlyList<ImportItem> items, CancellationToken cancellationToken)
    {
        var lookup = await ImportLookup.LoadAsync(session, [.. items.Select(item => item.Patch).OfType<ProductPatch>()], cancellationToken);
        var step = new JobProgress();
        foreach (var item in items)
            step = step.Plus(item.Patch is null ? Failed(item.Errors) : await ApplyAsync(session, lookup, item.Patch, [.. item.Errors], cancellationToken));
        return step;
    }

    private async Task<JobProgress> ApplyAsync(DbSession session, ImportLookup lookup, ProductPatch patch, List<ImportRowError> errors, CancellationToken cancellationToken)
    {
        var product = lookup.Find(patch.Slug);
        var slug = product?.Slug ?? patch.Slug;
        if (!_rows.TryAdd(slug, patch.Row) && _rows[slug] != patch.Row)
        {
            errors.Add(new(patch.Row, patch.Fields.Slug, $"The product \"{slug}\" came already in row {_rows[slug]}. All that a file says of a product must stand together."));
            return Failed(errors);
        }
        patch = WithKnownCategories(patch, lookup);
        var current = product is null ? null : ProductForm.Of(product);
        if (Plan(patch, product, current, lookup, errors) is not { } input)
            return Failed(errors);

        var failed = Failed(errors);
        if (current is not null && ProductForm.Same(current, input))
            return failed with { Unchanged = 1 };
        _skus.Move(slug, current, input);
        if (!dryRun)
            await (product is null ? products.AddAsync(session, _writer, input, cancellationToken) : products.ReplaceAsync(session, _writer, product, input, cancellationToken));
        return product is null ? failed with { Created = 1 } : failed with { Updated = 1 };
    }

    private ProductInput? Plan(ProductPatch patch, Product? product, ProductInput? current, ImportLookup lookup, List<ImportRowError> errors)
    {
        if (ProductMerge.Run(patch, product, current, errors) is not var (input, rows)) return null;
        var before = errors.Count;
        try
        {
            _writer.Check(input);
        }
        catch (CommerceException invalid) when (invalid.Error.Errors is { } fields)
        {
            errors.AddRange(fields.SelectMany(field => field.Value.Select(message => ProductMerge.Error(patch, rows, field.Key, message))));
        }
        for (var i = 0; i < input.Variants.Count; i++)
        {
            if (input.Variants[i].Sku is { } sku && _skus.OwnerOf(sku, lookup) is { } owner && owner != input.Slug)
                errors.Add(new(rows[i], patch.Fields.Sku, $"The SKU \"{sku}\" belongs to the product \"{owner}\" already."));
        }
        return errors.Count == before ? input : null;
    }

    private ProductPatch WithKnownCategories(ProductPatch patch, ImportLookup lookup)
    {
        if (patch.CategoryIds.Value.All(lookup.Has)) return patch;
        UnknownCategories++;
        return patch with { CategoryIds = patch.CategoryIds with { Value = [.. patch.CategoryIds.Value.Where(lookup.Has)] } };
    }

    private static JobProgress Failed(IReadOnlyCollection<ImportRowError> errors) =>
        new() { Failed = errors.Count > 0 ? 1 : 0, Errors = [.. errors.Select(error => new JobError(error.Row, error.Field, error.Message))] };

    private bool IsRefusal(Exception exception) =>
        exception is CommerceException || IsDeadlock(exception) || (exception is DbUpdateException && !db.Database.IsUnavailable(exception));

    private static bool IsDeadlock(Exception exception) =>
        exception is DbException { SqlState: "40P01" or "40001" } || (exception.InnerException is { } inner && IsDeadlock(inner));
}
