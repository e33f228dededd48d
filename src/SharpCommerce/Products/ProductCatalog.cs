using System.Globalization;
using System.Text.Json;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products;

/// <summary>The hot reads of the catalog: one statement each, by hand, the same for both engines.</summary>
internal sealed class ProductCatalog(TenantDb db, TimeProvider clock)
{
    private const char FieldSeparator = '\u001f';
    private const char RecordSeparator = '\u001e';

    private const string HasStock =
        """
        EXISTS (SELECT 1 FROM variants v LEFT JOIN inventory_items i ON i.tenant_id = v.tenant_id AND i.variant_id = v.id
            WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id AND (i.variant_id IS NULL OR i.on_hand > i.reserved))
        """;

    // The product's own columns come with its first variant only: descriptions are long and variants many.
    private const string DetailColumns =
        """
        SELECT p.id, p.slug, p.title,
            CASE WHEN row_number() OVER (ORDER BY v.position, v.id) = 1 THEN p.description END,
            p.vendor, p.product_type, p.tags, p.options, p.media, p.seo, p.currency, p.price_min, p.compare_at_price,
            CASE WHEN row_number() OVER (ORDER BY v.position, v.id) = 1 THEN
                (SELECT string_agg(CAST(c.id AS text) || $3 || c.slug || $3 || c.title, $4) FROM product_categories pc
                    JOIN categories c ON c.tenant_id = pc.tenant_id AND c.id = pc.category_id WHERE pc.tenant_id = p.tenant_id AND pc.product_id = p.id) END,
            v.id, v.sku, v.title, v.options, v.price, v.compare_at_price, v.weight_grams, v.barcode, i.on_hand - i.reserved
        FROM products p
        JOIN variants v ON v.tenant_id = p.tenant_id AND v.product_id = p.id
        LEFT JOIN inventory_items i ON i.tenant_id = v.tenant_id AND i.variant_id = v.id
        WHERE p.tenant_id = $1 AND p.status = 'published' AND p.published_at <= $5 AND
        """;

    private static readonly SqlStatement ById = new($"{DetailColumns} p.id = $2 ORDER BY v.position, v.id");
    private static readonly SqlStatement BySlug = new($"{DetailColumns} p.slug = $2 ORDER BY v.position, v.id");
    private static readonly SqlStatement ByFormerSlug =
        new($"{DetailColumns} p.id = (SELECT f.product_id FROM former_slugs f WHERE f.tenant_id = $1 AND f.slug = $2) ORDER BY v.position, v.id");

    internal async Task<ProductDetail?> FindAsync(string idOrSlug, CancellationToken cancellationToken)
    {
        if (Id<Product>.TryParse(idOrSlug, null, out var id))
            return await FindAsync(ById, id.Value, cancellationToken);
        if (!ProductText.IsSlug(idOrSlug))
            return null;
        return await FindAsync(BySlug, idOrSlug, cancellationToken) ?? await FindAsync(ByFormerSlug, idOrSlug, cancellationToken);
    }

    internal async Task<ProductPage> ListAsync(ProductQuery query, bool forStaff, CancellationToken cancellationToken)
    {
        var plan = await ListPlan.MakeAsync(db, query, forStaff, clock, cancellationToken);
        SqlCall[] calls = query.Facets ? [plan.Page(), .. plan.FacetCalls()] : [plan.Page()];
        var currency = Currency.Parse(db.Tenant.DefaultCurrency);
        return await db.QueryAsync(
            calls,
            async (rows, token) =>
            {
                var items = new List<ProductListing>(query.Limit);
                string? nextCursor = null;
                ProductListing? last = null;
                object? lastKey = null;
                while (await rows.ReadAsync(token))
                {
                    if (items.Count == query.Limit)
                    {
                        nextCursor = Cursor.Encode(plan.SortName, lastKey!, last!.Id.Value);
                        break;
                    }
                    last = new(
                        rows.Id<Product>(0), rows.String(1), rows.String(2), rows.StringOrNull(3), new(rows.Long(4), currency),
                        rows.LongOrNull(5) is { } before ? new Money(before, currency) : null, rows.Bool(6), rows.Enum<ProductStatus>(7));
                    lastKey = plan.SortKey(rows, 8);
                    items.Add(last);
                }
                return new ProductPage(items, nextCursor, query.Facets ? await ReadFacetsAsync(rows, currency, token) : null);
            },
            cancellationToken);
    }

    /// <summary>What every list has in common; the filters follow.</summary>
    internal static string ListSql(string from, string sortKey) =>
        $"SELECT p.id, p.slug, p.title, p.thumbnail_url, p.price_min, p.compare_at_price, {HasStock}, p.status, {sortKey} FROM {from} WHERE p.tenant_id = $1";

    internal static string StockFilter(bool inStock) => inStock ? HasStock : $"NOT {HasStock}";

    internal static string FacetSql(string from) =>
        $"SELECT count(*), count(CASE WHEN {HasStock} THEN 1 END), min(p.price_min), max(p.price_min) FROM {from} WHERE p.tenant_id = $1";

    internal static string CategoryFacetSql(string from) =>
        $"SELECT c.slug, c.title, count(*) FROM {from} JOIN product_categories fpc ON fpc.tenant_id = p.tenant_id AND fpc.product_id = p.id JOIN categories c ON c.tenant_id = fpc.tenant_id AND c.id = fpc.category_id WHERE p.tenant_id = $1";

    private static async Task<ProductFacets> ReadFacetsAsync(SqlReader rows, Currency currency, CancellationToken cancellationToken)
    {
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var (total, inStock) = (rows.Int(0), rows.Int(1));
        var (min, max) = (rows.LongOrNull(2), rows.LongOrNull(3));
        var categories = new List<CategoryFacet>();
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            categories.Add(new(rows.String(0), rows.String(1), rows.Int(2)));
        return new(total, inStock, min is { } low ? new Money(low, currency) : null, max is { } high ? new Money(high, currency) : null, categories);
    }

    private Task<ProductDetail?> FindAsync(SqlStatement statement, object key, CancellationToken cancellationToken) =>
        db.QueryAsync([statement.With(key, FieldSeparator.ToString(), RecordSeparator.ToString(), clock.Now())], ReadDetailAsync, cancellationToken);

    private static async Task<ProductDetail?> ReadDetailAsync(SqlReader rows, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken))
            return null;
        var currency = Currency.Parse(rows.String(10));
        var variants = new List<VariantDetail>();
        var detail = new ProductDetail(
            rows.Id<Product>(0), rows.String(1), rows.String(2), rows.StringOrNull(3), rows.StringOrNull(4), rows.StringOrNull(5),
            Json<string[]>(rows.String(6)), Json<ProductOption[]>(rows.String(7)), Json<MediaReference[]>(rows.String(8)),
            rows.StringOrNull(9) is { } seo ? Json<Seo>(seo) : null,
            new(rows.Long(11), currency), MoneyOrNull(rows.LongOrNull(12)), false, variants, Categories(rows.StringOrNull(13)));
        do
        {
            variants.Add(new(
                rows.Id<Variant>(14), rows.StringOrNull(15), rows.String(16), Json<Dictionary<string, string>>(rows.String(17)), new(rows.Long(18), currency),
                MoneyOrNull(rows.LongOrNull(19)), rows.IntOrNull(20), rows.StringOrNull(21), rows.IntOrNull(22)));
        }
        while (await rows.ReadAsync(cancellationToken));
        return detail with { InStock = variants.Exists(variant => variant.Available is null or > 0) };

        Money? MoneyOrNull(long? amount) => amount is { } some ? new Money(some, currency) : null;
    }

    private static List<CategoryReference> Categories(string? text) =>
        text is null
            ? []
            : [.. text.Split(RecordSeparator).Select(record => record.Split(FieldSeparator)).Select(parts => new CategoryReference(new(Guid.Parse(parts[0], CultureInfo.InvariantCulture)), parts[1], parts[2]))];

    private static T Json<T>(string text) => JsonSerializer.Deserialize<T>(text, ModelExtensions.Json)!;
}
