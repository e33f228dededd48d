using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inventory;
using SharpCommerce.Products;
using SharpCommerce.Products.Import;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class ImportJobTests
{
    private const string Header = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_job_waits_until_a_worker_takes_it(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var job = await shop.StartAsync(File(3));

        Assert.Equal((JobStatus.Queued, null, null), (job.Status, job.Error, job.FinishedAt));
        Assert.Equal(JobStatus.Queued, (await shop.FindAsync(job)).Status);
        Assert.True(await shop.Worker.RunOneAsync(shop.Tenant, Stop));
        Assert.False(await shop.Worker.RunOneAsync(shop.Tenant, Stop));
        Assert.Equal((JobStatus.Succeeded, 3, 0, 0, 0), ProductImportTests.Outcome(await shop.FindAsync(job)));
    }

    [Theory, EachEngine]
    public async Task A_job_whose_owner_died_is_run_again_from_the_beginning(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        await shop.StartAsync(File(120));
        var job = await shop.StartAsync(File(120));
        await shop.Worker.RunOneAsync(shop.Tenant, Stop);
        // As a process leaves it that dies after its first batch.
        await ChangeAsync(shop, job, JobStatus.Running, TimeSpan.FromSeconds(30));

        Assert.False(await shop.Worker.RunOneAsync(shop.Tenant, Stop));
        await ChangeAsync(shop, job, JobStatus.Running, TimeSpan.FromSeconds(-1));
        Assert.True(await shop.Worker.RunOneAsync(shop.Tenant, Stop));

        Assert.Equal((JobStatus.Succeeded, 0, 0, 120, 0), ProductImportTests.Outcome(await shop.FindAsync(job)));
        Assert.Equal(120, (await shop.RowsAsync<StockMovement>()).Count);
    }

    [Theory, EachEngine]
    public async Task A_run_that_lost_its_job_writes_nothing_more(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        var job = await shop.StartAsync(File(1));
        var slow = await ClaimAsync(shop);
        await ChangeAsync(shop, job, JobStatus.Running, TimeSpan.FromSeconds(-1));
        var quick = await ClaimAsync(shop);

        await Assert.ThrowsAsync<JobLostException>(() => slow!.SaveAsync(new() { Created = 7 }, Stop));
        await Assert.ThrowsAsync<JobLostException>(() => slow!.EndAsync(JobStatus.Succeeded, null, Stop));
        await quick!.EndAsync(JobStatus.Succeeded, null, Stop);

        Assert.Equal((JobStatus.Succeeded, 0, 0, 0, 0), ProductImportTests.Outcome(await shop.FindAsync(job)));
    }

    [Theory, EachEngine]
    public async Task A_stopped_worker_leaves_its_job_to_the_next(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        var job = await shop.StartAsync(File(2_500));
        using var stop = new CancellationTokenSource();
        // SQLite never waits, so the worker needs a thread of its own to be stopped from here.
        var running = Task.Run(() => shop.Worker.RunOneAsync(shop.Tenant, stop.Token), Stop);
        while ((await shop.FindAsync(job)).Created == 0)
            await Task.Delay(5, Stop);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        var left = await shop.FindAsync(job);
        Assert.Equal(JobStatus.Running, left.Status);
        Assert.InRange(left.Created, 1, 2_499);

        Assert.True(await shop.Worker.RunOneAsync(shop.Tenant, Stop));
        var done = await shop.FindAsync(job);
        Assert.Equal((JobStatus.Succeeded, 2_500, 0), (done.Status, done.Created + done.Unchanged, done.Failed));
    }

    [Theory, EachEngine]
    public async Task A_file_that_is_too_large_leaves_nothing(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);

        var refusal = await Assert.ThrowsAsync<CommerceException>(() => shop.UseAsync((TenantDb db) =>
            new ProductImportManager(db, TimeProvider.System, shop.Worker) { MostBytes = 1 << 20 }.StartAsync(new MemoryStream(new byte[(1 << 20) + 1]), ImportFormat.Json, cancellationToken: Stop)));

        Assert.Equal((ErrorKind.TooLarge, "payload_too_large"), (refusal.Error.Kind, refusal.Error.Code));
        Assert.Empty(await shop.RowsAsync<Job>());
        Assert.Empty(await shop.RowsAsync<JobInput>());
    }

    [Theory, EachEngine]
    public async Task A_file_that_did_not_come_in_whole_is_swept_up(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        var job = await shop.StartAsync(File(1));
        await ChangeAsync(shop, job, JobStatus.Failed, TimeSpan.FromSeconds(-1));
        var next = await shop.StartAsync(File(1));

        Assert.True(await shop.Worker.RunOneAsync(shop.Tenant, Stop));

        Assert.Equal(next.Id, Assert.Single(await shop.RowsAsync<Job>()).Id);
        Assert.Empty(await shop.RowsAsync<JobInput>());
    }

    [Theory, EachEngine]
    public async Task A_file_of_many_pieces_is_read_back_as_it_was(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        var bytes = new byte[(3 * JobInputs.PieceBytes) + 17];
        new Random(1).NextBytes(bytes);
        var job = await shop.StartAsync(new GeneratedBytes(bytes));

        Assert.Equal([262_144, 262_144, 262_144, 17], (await shop.RowsAsync<JobInput>()).OrderBy(piece => piece.Sequence).Select(piece => piece.Data.Length));
        var read = await shop.UseAsync(async (TenantDb db) =>
        {
            using var copy = new MemoryStream();
            await using var content = new JobInputStream(db, job.Id);
            await content.CopyToAsync(copy, Stop);
            return copy.ToArray();
        });
        Assert.Equal(bytes, read);
    }

    [Theory, EachEngine]
    public async Task Another_tenant_neither_sees_nor_runs_the_job(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        var other = await ImportShop.OpenAsync(engine);
        var job = await shop.StartAsync(File(1));

        Assert.False(await other.Worker.RunOneAsync(other.Tenant, Stop));
        Assert.Null(await other.UseAsync((JobManager jobs) => jobs.FindAsync(job.Id, Stop)));
        await shop.UseAsync(async (JobManager jobs) =>
        {
            await jobs.RunWaitingAsync(Stop);
            return true;
        });
        Assert.Equal(JobStatus.Succeeded, (await shop.FindAsync(job)).Status);
    }

    [Theory, EachEngine]
    public async Task The_worker_hears_of_a_job_at_once(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine, ownServices: true);
        await shop.Worker.StartedAsync(Stop);
        await Task.Delay(200, Stop);

        var job = await shop.StartAsync(File(1));
        for (var i = 0; i < 200 && (await shop.FindAsync(job)).FinishedAt is null; i++)
            await Task.Delay(25, Stop);
        await shop.Worker.StopAsync(Stop);

        Assert.Equal(JobStatus.Succeeded, (await shop.FindAsync(job)).Status);
    }

    [Theory, EachEngine]
    [Trait("Category", "Slow")]
    public async Task Five_thousand_products_are_imported_and_then_found_unchanged(Engine engine)
    {
        var shop = await ImportShop.OpenAsync(engine);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var first = await shop.ImportAsync(File(5_000));
        var firstTime = clock.Elapsed;
        clock.Restart();
        var second = await shop.ImportAsync(File(5_000));
        var secondTime = clock.Elapsed;
        clock.Restart();
        var export = await shop.ExportAsync(ImportFormat.ShopifyCsv);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine}: {firstTime.TotalSeconds:0.0} s, again {secondTime.TotalSeconds:0.0} s, export {clock.Elapsed.TotalSeconds:0.0} s"));
        Assert.Equal((JobStatus.Succeeded, 5_000, 0, 0, 0), ProductImportTests.Outcome(first));
        Assert.Equal((JobStatus.Succeeded, 0, 0, 5_000, 0), ProductImportTests.Outcome(second));
        Assert.Equal(5_002, export.Split('\n').Length);
    }

    private static MemoryStream File(int products) =>
        new(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, products).Select(i => $"mug-{i},Mug {i},M{i},5.00,shopify,{i + 1}\n"))));

    private static Task<JobRun?> ClaimAsync(ImportShop shop) =>
        shop.UseAsync((TenantDb db) => JobRun.ClaimAsync(db, [ProductImportManager.JobKind], Stop));

    private static Task ChangeAsync(ImportShop shop, Job job, JobStatus status, TimeSpan lease) => shop.InSessionAsync(async session =>
    {
        DateTimeOffset? until = Core.Clock.Now(TimeProvider.System) + lease;
        await session.Set<Job>().Where(found => found.Id == job.Id).ExecuteUpdateAsync(set => set.SetProperty(found => found.Status, status).SetProperty(found => found.LeaseUntil, until), Stop);
        await session.SaveAndCommitAsync(Stop);
        return true;
    });

    /// <summary>Gives few bytes at a time, as a network does.</summary>
    private sealed class GeneratedBytes(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, 10_007)], cancellationToken);
    }
}
