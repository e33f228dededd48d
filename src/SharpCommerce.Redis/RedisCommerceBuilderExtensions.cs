using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Pages;
using SharpCommerce.Redis;
using SharpCommerce.Tenants;

namespace SharpCommerce;

/// <summary>Registers Redis.</summary>
public static class RedisCommerceBuilderExtensions
{
    /// <summary>Lets nodes share their limits and, in an outage of the database, their pages of the catalog. Redis holds nothing that must be kept: without it each node limits by its own counts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="url"><c>redis://user:password@host:port/database</c>, or <c>rediss://</c> for TLS.</param>
    public static CommerceBuilder UseRedis(this CommerceBuilder builder, string url)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = RedisConnection.Parse(url);
        builder.Services.AddSingleton(_ => new RedisConnection(options));
        builder.Services.AddSingleton<IAttemptCounters, RedisAttempts>();
        builder.Services.AddSingleton<ISharedRates, RedisRates>();
        builder.Services.AddHostedService<RateExchange>();
        builder.Services.AddSingleton<IPageCopies, RedisPages>();
        builder.Services.AddSingleton<ITenantCopies, RedisTenants>();
        return builder;
    }
}
