using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Jobs;

public sealed class JobEndpointTests
{
    private const string File = "Handle,Title,Variant SKU,Variant Price\nmug,Mug,M1,5.00\ncup,Cup,C1,4.00\n";

    [Theory, EachEngine]
    public async Task Jobs_are_listed_last_first_page_by_page_and_by_kind_and_status(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var jobs = new List<string>();
        for (var i = 0; i < 3; i++)
            jobs.Insert(0, await ImportAsync(shop));
        var waiting = $"{await AddJobAsync(shop)}";

        Assert.Equal([waiting, .. jobs], (await shop.Admin.PagesAsync("admin/jobs", 2)).Select(job => job.Id()));
        Assert.Equal(jobs, (await shop.Admin.PagesAsync("admin/jobs?kind=product_import", 10)).Select(job => job.Id()));
        Assert.Equal([waiting], (await shop.Admin.PagesAsync("admin/jobs?status=queued", 10)).Select(job => job.Id()));
        var summary = (await shop.Admin.GetOkAsync("admin/jobs?status=succeeded&limit=1")).At("items", 0);
        Assert.Equal((2L, false), (summary.GetProperty("created").GetInt64() + summary.GetProperty("unchanged").GetInt64(), summary.TryGetProperty("errors", out _)));
        (await shop.Admin.ReadAsync("admin/jobs?status=lost")).ExpectProblem(400, "validation_failed");
        (await shop.Admin.ReadAsync("admin/jobs?limit=0")).ExpectProblem(400, "validation_failed");
        (await shop.Admin.ReadAsync("admin/jobs?cursor=x")).ExpectProblem(400, "validation_failed");
    }

    [Theory, EachEngine]
    public async Task An_import_tells_how_many_bytes_of_its_file_are_done(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);

        var job = await shop.Admin.GetOkAsync($"admin/jobs/{await ImportAsync(shop)}");

        var progress = job.GetProperty("progress");
        Assert.Equal((File.Length, File.Length), (progress.GetProperty("done").GetInt32(), progress.GetProperty("total").GetInt32()));
        Assert.True(job.GetProperty("startedAt").GetDateTimeOffset() >= job.GetProperty("createdAt").GetDateTimeOffset());
    }

    [Theory, EachEngine]
    public async Task A_job_that_waits_is_called_off_once_and_the_audit_log_says_by_whom(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var id = await AddJobAsync(shop);

        var canceled = (await shop.Admin.CallAsync("DELETE", $"admin/jobs/{id}")).Expect(200).Json;

        Assert.Equal(("canceled", true), (canceled.Text("status"), canceled.GetProperty("cancelRequested").GetBoolean()));
        (await shop.Admin.CallAsync("DELETE", $"admin/jobs/{id}")).ExpectProblem(409, "illegal_transition");
        (await shop.Admin.CallAsync("DELETE", $"admin/jobs/{Guid.NewGuid()}")).ExpectProblem(404, "not_found");
        var entry = (await shop.Admin.GetOkAsync("admin/audit?action=cancelJob")).At("items", 0);
        Assert.Equal(("job", $"{id}"), (entry.Text("subject"), entry.Text("subjectId")));
    }

    [Theory, EachEngine]
    public async Task Operators_see_recurring_work_and_do_it_now(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);

        var accepted = (await server.Platform.CallAsync("POST", "platform/schedules/expiry/run")).Expect(202).Json;

        Assert.Equal(("expiry", "every 01:00:00"), (accepted.Text("name"), accepted.Text("schedule")));
        var state = accepted;
        for (var rest = 200; rest > 0 && state.GetProperty("lastOutcome").GetString() is null; rest--)
        {
            await Task.Delay(25, TestContext.Current.CancellationToken);
            state = (await server.Platform.GetOkAsync("platform/schedules")).At("items", 0);
        }
        Assert.Equal(("succeeded", "waiting"), (state.Text("lastOutcome"), state.Text("status")));
        (await server.Platform.CallAsync("POST", "platform/schedules/nothing/run")).ExpectProblem(404, "not_found");
        Assert.Equal(1, (await server.Platform.GetOkAsync("platform/audit?action=runSchedule")).GetProperty("items").GetArrayLength());
    }

    [Theory, EachEngine]
    public async Task Old_jobs_and_abandoned_carts_are_removed_and_what_is_needed_stays(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        var variant = await shop.AddVariantAsync();
        await shop.PlaceOrderAsync((variant, 1));
        await shop.AddCartAsync((variant, 1));
        var job = await ImportAsync(shop);
        var (old, longAgo) = (TimeProvider.System.GetUtcNow().AddDays(-31), TimeProvider.System.GetUtcNow().AddDays(-91));
        await SweepAsync(server);
        Assert.Equal((2, 1), (await shop.CountAsync("SELECT count(*) FROM carts WHERE tenant_id = @tenant"), await shop.CountAsync("SELECT count(*) FROM jobs WHERE tenant_id = @tenant")));

        await shop.ExecuteAsync("UPDATE carts SET updated_at = @old WHERE tenant_id = @tenant", ("old", Stored(engine, longAgo)));
        await shop.ExecuteAsync("UPDATE jobs SET finished_at = @old WHERE tenant_id = @tenant", ("old", Stored(engine, old)));
        var fresh = await shop.AddCartAsync((variant, 1));
        var waiting = await AddJobAsync(shop);
        await SweepAsync(server);

        (await shop.Admin.ReadAsync($"admin/jobs/{job}")).ExpectProblem(404, "not_found");
        Assert.Equal(200, (await shop.Admin.ReadAsync($"admin/jobs/{waiting}")).Status);
        Assert.Equal(200, (await shop.Http.ReadAsync($"store/carts/{fresh.Id()}")).Status);
        // The one that became an order, and the one that is in use.
        Assert.Equal(2, await shop.CountAsync("SELECT count(*) FROM carts WHERE tenant_id = @tenant"));
    }

    private static Task SweepAsync(TestServer server) => server.Services.GetRequiredService<SharpCommerce.Core.Expiry.ExpirySweep>().RunAsync(TestContext.Current.CancellationToken);

    private static object Stored(Engine engine, DateTimeOffset time) => engine == Engine.Sqlite ? time.ToUnixTimeMilliseconds() * 1_000 : time;

    private static async Task<string> ImportAsync(TestShop shop)
    {
        using var content = new StringContent(File, Encoding.UTF8, "text/csv");
        var id = (await shop.Admin.CallAsync("POST", "admin/products/import", content)).Expect(202).Json.Id();
        for (var rest = 400; (await shop.Admin.GetOkAsync($"admin/jobs/{id}")).Text("status") != "succeeded"; rest--)
        {
            Assert.True(rest > 0, "The import did not end.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
        return id;
    }

    /// <summary>Of a kind that nobody runs.</summary>
    private static async Task<Id<Job>> AddJobAsync(TestShop shop)
    {
        await using var session = await shop.Get<TenantDb>().WriteAsync(CancellationToken.None);
        var job = new Job(Id<Job>.New(TimeProvider.System), "nobody_runs_this", "{}", TimeProvider.System.GetUtcNow());
        session.Context.Add(job);
        await session.SaveAndCommitAsync(CancellationToken.None);
        return job.Id;
    }
}
