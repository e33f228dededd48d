using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inventory;
using SharpCommerce.Orders;
using SharpCommerce.Products;
using SharpCommerce.Tenants;
using SharpCommerce.Users;

namespace SharpCommerce;

/// <summary>SharpCommerce in process, with no HTTP: for console programs, workers and tests. Hosts with their own container call <see cref="CommerceServices.AddSharpCommerce"/>.</summary>
public sealed class Commerce : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _platform;

    private Commerce(ServiceProvider services)
    {
        _services = services;
        _platform = services.CreateAsyncScope();
    }

    /// <summary>Creates and keeps tenants.</summary>
    public TenantManager Tenants => _platform.ServiceProvider.GetRequiredService<TenantManager>();

    /// <summary>Opens the database, brings its schema up to date, and is ready.</summary>
    public static async Task<Commerce> StartAsync(Action<CommerceBuilder> configure, CancellationToken cancellationToken = default)
    {
        var services = new ServiceCollection().AddSharpCommerce(configure).BuildServiceProvider();
        try
        {
            await services.GetRequiredService<DatabaseSetup>().RunAsync(cancellationToken);
            return new(services);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>The managers of one tenant. Dispose it after a unit of work.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="actor">Who acts, for records of changes.</param>
    public CommerceScope For(Tenant tenant, string actor = "system")
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().Name = actor;
        return new(scope);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _services.DisposeAsync();
    }
}

/// <summary>The managers of one tenant, for one unit of work.</summary>
public sealed class CommerceScope : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    internal CommerceScope(AsyncServiceScope scope) => _scope = scope;

    /// <summary>The catalog.</summary>
    public ProductManager Products => Get<ProductManager>();

    /// <summary>The category tree.</summary>
    public CategoryManager Categories => Get<CategoryManager>();

    /// <summary>Stock.</summary>
    public InventoryManager Inventory => Get<InventoryManager>();

    /// <summary>Carts.</summary>
    public CartManager Carts => Get<CartManager>();

    /// <summary>Orders.</summary>
    public OrderManager Orders => Get<OrderManager>();

    /// <summary>People.</summary>
    public UserManager Users => Get<UserManager>();

    /// <summary>Any other manager.</summary>
    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}
