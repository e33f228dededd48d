using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Schedules;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Jobs;

/// <summary>A process of its own, as far as the database can tell: several may share one, and each works only when it is told to.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Node(ServiceProvider services) => _services = services;

    internal JobWorker Jobs => _services.GetRequiredService<JobWorker>();

    internal ScheduleWorker Schedules => _services.GetRequiredService<ScheduleWorker>();

    internal ScheduleStore ScheduleRows => _services.GetRequiredService<ScheduleStore>();

    internal static async Task<Node> StartAsync(string databaseUrl, TimeProvider clock, params object[] work)
    {
        var services = new ServiceCollection().AddSingleton(clock).AddSharpCommerce(commerce =>
        {
            commerce.UseSqlite().UsePostgreSql();
            commerce.Options.DatabaseUrl = databaseUrl;
            commerce.Options.DataDirectory = TestDatabases.NewFolder();
            commerce.Options.JobsAtOnce = 2;
            foreach (var recurring in work.OfType<RecurringWork>())
                commerce.AddRecurringWork(recurring);
            foreach (var handler in work.OfType<JobHandler>())
                commerce.Services.AddSingleton(handler);
        });
        var node = new Node(services.BuildServiceProvider(validateScopes: true));
        await node._services.GetRequiredService<DatabaseMap>().Shared.MigrateAsync(CancellationToken.None);
        return node;
    }

    internal async Task<Tenant> TenantAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TenantManager>().CreateAsync(new() { Slug = $"t{Guid.NewGuid():N}"[..20], Name = "Shop", DefaultCurrency = Currency.Parse("EUR") });
    }

    internal async Task<T> UseAsync<TManager, T>(Tenant? tenant, Func<TManager, Task<T>> use)
        where TManager : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        if (tenant is not null)
            scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        return await use(scope.ServiceProvider.GetRequiredService<TManager>());
    }

    /// <summary>Queues a job of a kind that the test has made up.</summary>
    internal Task<Id<Job>> QueueAsync(Tenant tenant, string kind) => UseAsync(tenant, async (TenantDb db) =>
    {
        await using var session = await db.WriteAsync(CancellationToken.None);
        var job = new Job(Id<Job>.New(TimeProvider.System), kind, "{}", await db.TimeAsync(CancellationToken.None));
        session.Context.Add(job);
        await session.SaveAndCommitAsync(CancellationToken.None);
        return job.Id;
    });

    internal async Task<Job> FindAsync(Tenant tenant, Id<Job> id) => (await UseAsync(tenant, (JobManager jobs) => jobs.FindAsync(id)))!;

    /// <summary>Takes a job and does nothing more with it, as a process that is killed.</summary>
    internal Task<JobRun?> ClaimAsync(Tenant tenant, string kind) => UseAsync(tenant, (TenantDb db) => JobRun.ClaimAsync(db, [kind], CancellationToken.None));

    internal async Task<ScheduleState> StateAsync(string name) => (await UseAsync(null, (ScheduleManager schedules) => schedules.ListAsync())).Single(work => work.Name == name);

    /// <summary>A round, and the end of all that it began.</summary>
    internal async Task RoundAsync()
    {
        await Schedules.RoundAsync(CancellationToken.None);
        await Schedules.EndedAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
