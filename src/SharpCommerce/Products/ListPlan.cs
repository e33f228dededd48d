using System.Globalization;
using System.Text;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products;

/// <summary>A product query turned into SQL from a closed set of parts; what the caller said travels as parameters only.</summary>
internal sealed class ListPlan
{
    private const int MaxTextLength = 200;

    // The end of the year 9999.
    private const long MaxMicroseconds = 253_402_300_799_999_999;

    private readonly StringBuilder _filters = new();
    private readonly List<object?> _arguments = [];
    private readonly ProductQuery _query;
    private readonly ProductSort _sort;
    private readonly string _newest;
    private string _from = "products p";
    private string _pageFilter = "";
    private int _filterArguments;

    private ListPlan(ProductQuery query, bool forStaff)
    {
        _query = query;
        // What was never published has no publish time to sort by.
        _newest = forStaff ? "p.created_at" : "p.published_at";
        _sort = query.Sort ?? (query.Text is null ? ProductSort.Newest : ProductSort.Relevance);
    }

    internal string SortName => SnakeEnum<ProductSort>.Write(_sort);

    internal static async Task<ListPlan> MakeAsync(TenantDb db, ProductQuery query, bool forStaff, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        var plan = new ListPlan(query with { Text = string.IsNullOrWhiteSpace(query.Text) ? null : query.Text }, forStaff);
        if (plan._sort == ProductSort.Relevance && plan._query.Text is null)
            throw InputRules.Invalid("sort", "relevance needs words to look for (q).");
        await plan.AddFiltersAsync(db, forStaff, clock, cancellationToken);
        plan.AddCursor();
        return plan;
    }

    internal SqlCall Page()
    {
        var (key, direction) = Order(_query.Text is not null);
        // The page size is part of the text: as a parameter it would keep PostgreSQL from a generic plan.
        var sql = string.Create(CultureInfo.InvariantCulture, $"{ProductCatalog.ListSql(_from, key)}{_filters}{_pageFilter} ORDER BY {key} {direction}, p.id {direction} LIMIT {_query.Limit + 1}");
        return new SqlStatement(sql).With([.. _arguments]);
    }

    internal IEnumerable<SqlCall> FacetCalls()
    {
        object?[] arguments = [.. _arguments.Take(_filterArguments)];
        yield return new SqlStatement(ProductCatalog.FacetSql(_from) + _filters).With(arguments);
        yield return new SqlStatement($"{ProductCatalog.CategoryFacetSql(_from)}{_filters} GROUP BY c.slug, c.title ORDER BY count(*) DESC, c.title LIMIT 100").With(arguments);
    }

    internal object SortKey(SqlReader rows, int column) => _sort switch
    {
        ProductSort.Newest => (rows.Time(column).UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        ProductSort.Name => rows.String(column),
        _ => rows.Long(column),
    };

    private async Task AddFiltersAsync(TenantDb db, bool forStaff, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (forStaff && _query.Status is { } status)
            Filter("p.status = {0}", SnakeEnum<ProductStatus>.Write(status));
        else if (!forStaff)
            Filter("p.status = 'published' AND p.published_at <= {0}", clock.Now());
        if (_query.Text is { } text)
            await SearchAsync(db, text, cancellationToken);
        if (_query.Category is { } category)
            AddCategory(category);
        if (_query.MinPrice is { } min)
            Filter("p.price_min >= {0}", min);
        if (_query.MaxPrice is { } max)
            Filter("p.price_min <= {0}", max);
        if (_query.InStock is { } inStock)
            _filters.Append(" AND ").Append(ProductCatalog.StockFilter(inStock));
        _filterArguments = _arguments.Count;
    }

    private async Task SearchAsync(TenantDb db, string text, CancellationToken cancellationToken)
    {
        if (text.Length > MaxTextLength || InputRules.Text(text) is not null)
            throw InputRules.Invalid("q", $"must be at most {MaxTextLength} characters of text.");
        var source = await db.Database.SearchAsync(db.Tenant.Id, text, _arguments.Count + 2, cancellationToken);
        _arguments.AddRange(source.Arguments);
        _from = $"{source.Sql} s JOIN products p ON p.id = s.product_id";
    }

    private void AddCategory(string category)
    {
        var byId = Id<Category>.TryParse(category, null, out var id);
        if (!byId && !ProductText.IsSlug(category))
            throw InputRules.Invalid("category", "must be a category's id or slug.");
        Filter(
            $$"""
            EXISTS (SELECT 1 FROM product_categories pc WHERE pc.tenant_id = p.tenant_id AND pc.product_id = p.id AND pc.category_id IN (
                WITH RECURSIVE tree (id) AS (
                    SELECT c.id FROM categories c WHERE c.tenant_id = $1 AND c.{{(byId ? "id" : "slug")}} = {0}
                    UNION SELECT c.id FROM categories c JOIN tree t ON c.parent_id = t.id WHERE c.tenant_id = $1)
                SELECT id FROM tree))
            """,
            byId ? id.Value : category);
    }

    private void AddCursor()
    {
        if (Cursor.Decode(_query.Cursor, SortName, numeric: _sort != ProductSort.Name) is not { } cursor)
            return;
        object key = _sort switch
        {
            ProductSort.Newest => Moment(cursor.Number),
            ProductSort.Name => cursor.Key,
            _ => cursor.Number,
        };
        var (column, direction) = Order(_query.Text is not null);
        _pageFilter = $" AND ({column}, p.id) {(direction == "ASC" ? '>' : '<')} (${Argument(key)}, ${Argument(cursor.Id)})";
    }

    private static DateTimeOffset Moment(long microseconds) =>
        microseconds is >= 0 and <= MaxMicroseconds ? DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond) : throw Cursor.Invalid();

    private (string Key, string Direction) Order(bool searching) => _sort switch
    {
        ProductSort.Relevance when searching => ("s.rank", "DESC"),
        ProductSort.PriceAsc => ("p.price_min", "ASC"),
        ProductSort.PriceDesc => ("p.price_min", "DESC"),
        ProductSort.Name => ("p.title_sort", "ASC"),
        _ => (_newest, "DESC"),
    };

    private void Filter(string sql, object value) => _filters.Append(" AND ").AppendFormat(CultureInfo.InvariantCulture, sql, $"${Argument(value)}");

    /// <summary>Adds a value and gives its parameter number; $1 is the tenant.</summary>
    private int Argument(object? value)
    {
        _arguments.Add(value);
        return _arguments.Count + 1;
    }
}
