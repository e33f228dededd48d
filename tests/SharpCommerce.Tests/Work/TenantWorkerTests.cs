using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Work;

public sealed class TenantWorkerTests
{
    [Theory, EachEngine]
    public async Task Only_tenants_whose_rows_wait_are_found_and_each_by_its_own_rows(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var idle = await TestShop.OpenAsync(server);
        await using var busy = await TestShop.OpenAsync(server);
        await using var later = await TestShop.OpenAsync(server);
        await AddJobAsync(busy, lease: null);
        await AddJobAsync(later, lease: TimeProvider.System.GetUtcNow().AddMinutes(10));
        var worker = new Counter(server.Services, PendingWork.Jobs);

        Assert.Equal([busy.Tenant.Id], (await worker.WaitingAsync(CancellationToken.None)).Select(tenant => tenant.Id));
        Assert.False(await worker.RunOneAsync(busy.Tenant, CancellationToken.None));
        Assert.Equal([busy.Tenant.Id], worker.Seen);
    }

    [Fact]
    public async Task A_signal_is_worked_at_once_and_one_that_comes_meanwhile_is_not_forgotten()
    {
        await using var shop = await TestShop.OpenAsync(Engine.Sqlite);
        var worker = new Counter(shop.Server.Services, new("nothing", new WaitingRows("jobs", "1 = 0"))) { Gate = new SemaphoreSlim(0) };
        await worker.StartedAsync(CancellationToken.None);

        worker.Signal(shop.Tenant);
        await worker.Began.WaitAsync(TestContext.Current.CancellationToken);
        // While it runs: two more, which are one.
        worker.Signal(shop.Tenant);
        worker.Signal(shop.Tenant);
        worker.Gate.Release(2);
        await worker.Began.WaitAsync(TestContext.Current.CancellationToken);

        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(2, worker.Seen.Count);
    }

    private static async Task AddJobAsync(TestShop shop, DateTimeOffset? lease)
    {
        await using var session = await shop.Get<TenantDb>().WriteAsync(CancellationToken.None);
        session.Context.Add(new Job(Id<Job>.New(TimeProvider.System), "nobody_runs_this", "{}", TimeProvider.System.GetUtcNow()) { Status = lease is null ? JobStatus.Queued : JobStatus.Running, LeaseUntil = lease });
        await session.SaveAndCommitAsync(CancellationToken.None);
    }

    private sealed class Counter(IServiceProvider services, PendingWork work) : TenantWorker(
        work, services.GetRequiredService<TenantRegistry>(), services.GetRequiredService<DatabaseMap>(), services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, NullLogger.Instance)
    {
        internal ConcurrentQueue<Id<Tenant>> Seen { get; } = new();

        internal SemaphoreSlim Began { get; } = new(0);

        internal SemaphoreSlim? Gate { get; init; }

        protected override async Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
        {
            Seen.Enqueue(scope.GetRequiredService<TenantContext>().Current.Id);
            Began.Release();
            if (Gate is not null)
                await Gate.WaitAsync(cancellationToken);
            return false;
        }
    }
}
