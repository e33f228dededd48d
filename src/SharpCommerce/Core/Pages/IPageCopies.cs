using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Pages;

/// <summary>Copies of pages where all nodes find them. Asked only while the database does not answer; nothing has to be there.</summary>
internal interface IPageCopies
{
    /// <summary>Sends a copy away in the background.</summary>
    void Keep(KeptPage page);

    /// <summary>A copy and how old it is; null when there is none that can be believed, or no quick answer.</summary>
    Task<PageCopy?> FindAsync(Id<Tenant> tenantId, string key);
}
