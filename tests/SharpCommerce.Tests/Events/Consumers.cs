using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;
using SharpCommerce.Tenants;

namespace SharpCommerce.Tests.Events;

/// <summary>What consumers of a test's servers were told, whichever server told them.</summary>
internal sealed class Told
{
    internal ConcurrentQueue<(Id<Tenant> Tenant, DomainEvent Event)> All { get; } = new();

    /// <summary>What a consumer does with an event before it counts as told.</summary>
    internal Func<DomainEvent, CancellationToken, Task> Act { get; set; } = (_, _) => Task.CompletedTask;

    internal List<DomainEvent> Of(Id<Tenant> tenantId) => [.. All.Where(told => told.Tenant == tenantId).Select(told => told.Event)];

    /// <summary>Registers a consumer of some types.</summary>
    internal Action<IServiceCollection> As(string name, params string[] types) =>
        services => services.AddScoped<IEventConsumer>(scope => new Consumer(name, types, this, scope.GetRequiredService<TenantContext>()));

    /// <summary>Waits until a tenant's consumers were told so many events.</summary>
    internal async Task<List<DomainEvent>> WaitAsync(Id<Tenant> tenantId, int count)
    {
        for (var i = 0; Of(tenantId).Count < count && i < 1_500; i++)
            await Task.Delay(20);
        return Of(tenantId);
    }

    private sealed class Consumer(string name, string[] types, Told told, TenantContext tenant) : IEventConsumer
    {
        public string Name => name;

        public bool Wants(string type) => types.Contains(type);

        public async Task HandleAsync(DomainEvent occurred, CancellationToken cancellationToken)
        {
            await told.Act(occurred, cancellationToken);
            told.All.Enqueue((tenant.Current.Id, occurred));
        }
    }
}
