using Microsoft.Extensions.DependencyInjection;

namespace SharpCommerce.Core.Pages;

/// <summary>Registers what keeps answers of the catalog. An <see cref="IPageCopies"/> lets nodes find each other's in an outage.</summary>
internal static class PageServices
{
    internal static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<CatalogChanges>();
        services.AddSingleton(s => new PageCache(
            s.GetRequiredService<CommerceOptions>().CatalogCache, s.GetRequiredService<CatalogChanges>(), s.GetRequiredService<TimeProvider>(), s.GetService<IPageCopies>()));
    }
}
