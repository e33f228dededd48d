using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SharpCommerce.Core.Limits;

/// <summary>Registers the limits. With nothing else they are those of this node; an <see cref="IAttemptCounters"/> makes them those of all.</summary>
internal static class LimitServices
{
    internal static void AddLimits(IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton(s => new RequestRates(s.GetRequiredService<CommerceOptions>().RateLimits, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new RequestTurns(s.GetRequiredService<CommerceOptions>().RateLimits, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PasswordWork>();
        services.AddSingleton<LocalAttempts>();
        services.AddSingleton(s => new SignInThrottle(
            s.GetRequiredService<LocalAttempts>(), s.GetService<IAttemptCounters>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SignInThrottle>>()));
    }
}
