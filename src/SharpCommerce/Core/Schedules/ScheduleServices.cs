using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Schedules;

/// <summary>Registers recurring work; modules and plugins add theirs as <see cref="RecurringWork"/>.</summary>
internal static class ScheduleServices
{
    internal static void AddSchedules(IServiceCollection services)
    {
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<ScheduleWorker>();
        services.AddHostedService(s => s.GetRequiredService<ScheduleWorker>());
        services.AddScoped(s => new ScheduleManager(s.GetRequiredService<ScheduleStore>(), s.GetRequiredService<ScheduleWorker>(), s.GetRequiredService<PlatformDb>()));
        services.AddSingleton<ExpirySweep>();
        services.AddSingleton(new RecurringWork("expiry", WorkSchedule.Every(TimeSpan.FromHours(1)), (scope, cancellationToken) => scope.GetRequiredService<ExpirySweep>().RunAsync(cancellationToken)));
    }
}
