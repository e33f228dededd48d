using System.Collections.Concurrent;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Pages;

/// <summary>
/// What this process has committed to tenants' catalogs, as one running number for each tenant and the number of the last change of each part:
/// a page that was begun at or after the last change of everything it shows is as good as read now.
/// </summary>
internal sealed class CatalogChanges
{
    private readonly ConcurrentDictionary<Id<Tenant>, Log> _logs = new();

    /// <summary>After a commit: of the stock of some products, or of anything.</summary>
    internal void Tell(Id<Tenant> tenantId, IEnumerable<Guid>? products)
    {
        var log = Of(tenantId);
        var number = Interlocked.Increment(ref log.Number);
        if (products is null)
        {
            Raise(ref log.Anything, number);
            return;
        }
        Raise(ref log.Stock, number);
        foreach (var product in products)
            Raise(ref log.Products[Part(product)], number);
    }

    /// <summary>The number to remember before a page is read.</summary>
    internal long Begin(Id<Tenant> tenantId) => Interlocked.Read(ref Of(tenantId).Number);

    /// <summary>Whether nothing of what a page shows was changed since it was begun.</summary>
    internal bool IsCurrent(Id<Tenant> tenantId, PageParts parts, long begun)
    {
        var log = Of(tenantId);
        return Interlocked.Read(ref log.Anything) <= begun
            && (!parts.Stock || Interlocked.Read(ref log.Stock) <= begun)
            && (parts.Product is not { } product || Interlocked.Read(ref log.Products[Part(product)]) <= begun);
    }

    private static int Part(Guid product) => (int)((uint)product.GetHashCode() % Log.Parts);

    private static void Raise(ref long last, long number)
    {
        for (var known = Interlocked.Read(ref last); known < number; known = Interlocked.Read(ref last))
            Interlocked.CompareExchange(ref last, number, known);
    }

    private Log Of(Id<Tenant> tenantId) => _logs.GetOrAdd(tenantId, static _ => new());

    private sealed class Log
    {
        /// <summary>Products share these: one that is sold makes a few others be read once more.</summary>
        internal const int Parts = 64;

        internal readonly long[] Products = new long[Parts];
        internal long Number;
        internal long Anything;
        internal long Stock;
    }
}

/// <summary>What of a catalog's stock a page shows, besides products and categories as staff keep them.</summary>
/// <param name="Stock">That of any product.</param>
/// <param name="Product">That of one product.</param>
internal readonly record struct PageParts(bool Stock, Guid? Product = null);
