using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inventory;
using SharpCommerce.Products;
using SharpCommerce.Products.Import;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

/// <summary>A shop whose catalog is imported; its jobs run when a test says so.</summary>
internal sealed class ImportShop
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<ServiceProvider>>> Shared = new();

    private readonly ServiceProvider _services;

    private ImportShop(ServiceProvider services, Tenant tenant)
    {
        _services = services;
        Tenant = tenant;
    }

    public Tenant Tenant { get; }

    public JobWorker Worker => _services.GetRequiredService<JobWorker>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ImportShop> OpenAsync(Engine engine, bool ownServices = false)
    {
        var services = await (ownServices ? ServicesAsync(engine) : Shared.GetOrAdd(engine, key => new(() => ServicesAsync(key))).Value);
        var slug = $"t{Guid.NewGuid():N}"[..20];
        await using var scope = services.CreateAsyncScope();
        return new(services, await scope.ServiceProvider.GetRequiredService<TenantManager>().CreateAsync(new() { Slug = slug, Name = "Shop", DefaultCurrency = Currency.Parse("USD") }, Stop));
    }

    // Not a server: its worker would take the jobs before the test does.
    private static async Task<ServiceProvider> ServicesAsync(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        var services = new ServiceCollection()
            .AddSharpCommerce(commerce =>
            {
                commerce.UseSqlite();
                commerce.UsePostgreSql();
                commerce.Options.DatabaseUrl = url;
                commerce.Options.DataDirectory = TestDatabases.NewFolder();
            })
            .BuildServiceProvider(validateScopes: true);
        await services.GetRequiredService<DatabaseMap>().Shared.MigrateAsync(CancellationToken.None);
        return services;
    }

    public async Task<T> UseAsync<TManager, T>(Func<TManager, Task<T>> use)
        where TManager : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(Tenant);
        return await use(scope.ServiceProvider.GetRequiredService<TManager>());
    }

    public Task<Job> StartAsync(Stream file, ImportFormat format = ImportFormat.ShopifyCsv, bool dryRun = false) =>
        UseAsync((ProductImportManager imports) => imports.StartAsync(file, format, dryRun, Stop));

    public async Task<Job> FindAsync(Job job) => (await UseAsync((JobManager jobs) => jobs.FindAsync(job.Id, Stop)))!;

    /// <summary>Imports the file and says what became of it.</summary>
    public async Task<Job> ImportAsync(Stream file, ImportFormat format = ImportFormat.ShopifyCsv, bool dryRun = false)
    {
        var job = await StartAsync(file, format, dryRun);
        Assert.True(await Worker.RunOneAsync(Tenant, Stop));
        return await FindAsync(job);
    }

    public Task<Job> ImportAsync(string file, ImportFormat format = ImportFormat.ShopifyCsv, bool dryRun = false) =>
        ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), format, dryRun);

    public async Task<string> ExportAsync(ImportFormat format)
    {
        using var file = new MemoryStream();
        await UseAsync(async (ProductImportManager imports) =>
        {
            await imports.ExportAsync(file, format, Stop);
            return true;
        });
        return Encoding.UTF8.GetString(file.ToArray());
    }

    public Task<List<T>> RowsAsync<T>()
        where T : class => InSessionAsync(session => session.Set<T>().AsNoTracking().ToListAsync(Stop));

    public async Task<List<Product>> ProductsAsync() => await InSessionAsync(session => ProductManager.Whole(session).AsNoTracking().OrderBy(product => product.Slug).ToListAsync(Stop));

    public async Task<Product> ProductAsync(string slug) => (await ProductsAsync()).Single(product => product.Slug == slug);

    public Task ReserveAsync(string sku, int units) => InSessionAsync(async session =>
    {
        var variant = await session.Set<Variant>().SingleAsync(variant => variant.Sku == sku, Stop);
        await session.Set<InventoryItem>().Where(item => item.VariantId == variant.Id).ExecuteUpdateAsync(set => set.SetProperty(item => item.Reserved, units), Stop);
        await session.SaveAndCommitAsync(Stop);
        return true;
    });

    public Task<T> InSessionAsync<T>(Func<DbSession, Task<T>> use) => UseAsync(async (TenantDb db) =>
    {
        await using var session = await db.WriteAsync(Stop);
        return await use(session);
    });
}
