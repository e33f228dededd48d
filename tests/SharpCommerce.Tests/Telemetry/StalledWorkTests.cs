using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Limits;
using Xunit;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>Work that waits and is not done is seen, whatever the reason; work that is done as fast as it comes is no alarm.</summary>
public sealed class StalledWorkTests
{
    [Fact]
    public async Task It_is_told_how_long_the_worst_tenants_work_has_waited_without_any_of_it_being_done()
    {
        await using var shop = await TestShop.OpenAsync(Engine.Sqlite);
        var work = new PendingWork($"test_{Guid.NewGuid():N}", new WaitingRows("shipping_methods", "1 = 1"));
        var told = new ConcurrentQueue<long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == CommerceTelemetry.Meter && instrument.Name == "sharpcommerce.work.stalled")
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (Equals(tags[0].Value, work.Name))
                told.Enqueue(value);
        });
        listener.Start();
        var clock = new SteppedClock();
        var worker = new Done(work, shop.Server.Services, clock, shop.Tenant.Id);

        worker.Measure([shop.Tenant]);
        clock.Advance(TimeSpan.FromSeconds(70));
        worker.Measure([shop.Tenant]);
        Assert.Equal([0, 70], told);

        // Every tenant has shipping methods, so the worker finds this one and does its work; and there is more.
        await worker.StartedAsync(CancellationToken.None);
        await worker.Ran.Task.WaitAsync(TestContext.Current.CancellationToken);
        await worker.StopAsync(CancellationToken.None);
        told.Clear();
        worker.Measure([shop.Tenant]);
        clock.Advance(TimeSpan.FromSeconds(5));
        worker.Measure([shop.Tenant]);
        worker.Measure([]);
        Assert.Equal([0, 5, 0], told);
    }

    private sealed class Done(PendingWork work, IServiceProvider services, TimeProvider clock, Id<Tenant> tenantId) : TenantWorker(
        work, services.GetRequiredService<TenantRegistry>(), services.GetRequiredService<DatabaseMap>(), services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger.Instance)
    {
        internal TaskCompletionSource Ran { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
        {
            if (scope.GetRequiredService<TenantContext>().Current.Id == tenantId)
                Ran.TrySetResult();
            return Task.FromResult(false);
        }
    }
}
