using Microsoft.Data.Sqlite;
using SharpCommerce.Core.Data;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.Sqlite;

/// <summary>Full-text search by FTS5, kept by trigger; and, only when nothing fits, a scan of the tenant's products for words that look alike.</summary>
internal static class SqliteSearch
{
    private const int MostHits = 1000;

    // bm25 of a word that most products have is of the order of a millionth.
    private const string RankScale = "1000000000000";

    // The tenant is an indexed token of its own, so a search never walks another tenant's postings.
    private const string TenantToken = "'t' || lower(replace(NEW.tenant_id, '-', ''))";

    internal const string Schema =
        $"""
        CREATE TABLE IF NOT EXISTS product_search_keys (id INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL, product_id TEXT NOT NULL, UNIQUE (tenant_id, product_id));
        CREATE VIRTUAL TABLE IF NOT EXISTS product_search USING fts5 (tenant, title, keywords, body, tokenize = 'porter unicode61 remove_diacritics 2');

        CREATE TRIGGER IF NOT EXISTS index_product_insert AFTER INSERT ON products BEGIN
            INSERT INTO product_search_keys (tenant_id, product_id) VALUES (NEW.tenant_id, NEW.id);
            INSERT INTO product_search (rowid, tenant, title, keywords, body)
                SELECT id, {TenantToken}, NEW.title, NEW.keywords, NEW.search_text FROM product_search_keys WHERE tenant_id = NEW.tenant_id AND product_id = NEW.id;
        END;
        CREATE TRIGGER IF NOT EXISTS index_product_update AFTER UPDATE OF title, keywords, search_text ON products BEGIN
            UPDATE product_search SET title = NEW.title, keywords = NEW.keywords, body = NEW.search_text
                WHERE rowid = (SELECT id FROM product_search_keys WHERE tenant_id = NEW.tenant_id AND product_id = NEW.id);
        END;
        CREATE TRIGGER IF NOT EXISTS index_product_delete AFTER DELETE ON products BEGIN
            DELETE FROM product_search WHERE rowid = (SELECT id FROM product_search_keys WHERE tenant_id = OLD.tenant_id AND product_id = OLD.id);
            DELETE FROM product_search_keys WHERE tenant_id = OLD.tenant_id AND product_id = OLD.id;
        END;
        """;

    /// <summary>The FTS5 expression for what somebody typed: every word must occur, the last one may be unfinished. Null when there is no word.</summary>
    internal static string? Match(Id<Tenant> tenantId, string text)
    {
        var words = WordSimilarity.Words(text).ToList();
        if (words.Count == 0)
            return null;
        var terms = words.Select((word, i) => $"\"{word}\"{(i == words.Count - 1 ? "*" : "")}");
        return $"tenant : t{tenantId.Value:N} AND {{title keywords body}} : ({string.Join(" AND ", terms)})";
    }

    internal static SearchSource Source(SqliteConnection connection, Id<Tenant> tenantId, string match, string text, int firstParameter)
    {
        using var probe = SqliteCommands.Create(connection, "SELECT EXISTS (SELECT 1 FROM product_search WHERE product_search MATCH $1)", match);
        if (Convert.ToInt64(probe.ExecuteScalar(), null) == 1)
        {
            return new(
                $"""
                (SELECT k.product_id, CAST(-bm25(product_search, 0.0, 10.0, 4.0, 1.0) * {RankScale} AS INTEGER) AS rank
                 FROM product_search JOIN product_search_keys k ON k.id = product_search.rowid WHERE k.tenant_id = $1 AND product_search MATCH ${firstParameter} ORDER BY rank DESC LIMIT {MostHits})
                """,
                [match]);
        }
        var alike = new List<(string Id, int Rank)>();
        using var scan = SqliteCommands.Create(connection, "SELECT id, title, keywords FROM products WHERE tenant_id = $1", tenantId.Value);
        using (var reader = scan.ExecuteReader())
        {
            var similarity = new WordSimilarity(text);
            while (reader.Read())
            {
                if (similarity.Score($"{reader.GetString(1)} {reader.GetString(2)}") is var score and >= WordSimilarity.Threshold)
                    alike.Add((reader.GetString(0), score));
            }
        }
        var hits = alike.OrderByDescending(hit => hit.Rank).Take(MostHits).Select(hit => $$"""{"id":"{{hit.Id}}","rank":{{hit.Rank}}}""");
        return new($"(SELECT value ->> 'id' AS product_id, value ->> 'rank' AS rank FROM json_each(${firstParameter}))", [$"[{string.Join(',', hits)}]"]);
    }
}
