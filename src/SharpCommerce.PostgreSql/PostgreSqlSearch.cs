namespace SharpCommerce.PostgreSql;

/// <summary>
/// Full-text and trigram operators are not leakproof, so under a row-level security policy PostgreSQL would not use their indexes.
/// Search therefore reads a table that the serving role cannot touch, through one function that takes the tenant from the
/// same setting as the policies. Rows get there by trigger from <c>products</c>, whose own policy has checked the tenant.
/// </summary>
internal static class PostgreSqlSearch
{
    internal const string Schema =
        $"""
        CREATE TABLE IF NOT EXISTS product_search (
            tenant_id uuid NOT NULL,
            product_id uuid NOT NULL,
            document tsvector NOT NULL,
            words text NOT NULL,
            PRIMARY KEY (tenant_id, product_id),
            FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE);
        -- Without a policy, row-level security lets only the owner in; the owner is not forced, because the function runs as the owner.
        ALTER TABLE product_search ENABLE ROW LEVEL SECURITY;
        REVOKE ALL ON product_search FROM PUBLIC, {PostgreSqlEngine.AppRole};
        CREATE INDEX IF NOT EXISTS ix_product_search_document ON product_search USING gin (tenant_id, document);
        CREATE INDEX IF NOT EXISTS ix_product_search_words ON product_search USING gin (tenant_id, words gin_trgm_ops);

        CREATE OR REPLACE FUNCTION index_product() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
        $fn$
        DECLARE
            title text := unaccent(NEW.title);
            keywords text := unaccent(NEW.keywords);
            body text := unaccent(NEW.search_text);
        BEGIN
            INSERT INTO product_search (tenant_id, product_id, document, words)
            VALUES (NEW.tenant_id, NEW.id,
                setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', title), 'A')
                || setweight(to_tsvector('simple', keywords), 'B') || setweight(to_tsvector('english', keywords), 'B')
                || setweight(to_tsvector('english', body), 'C'),
                lower(title || ' ' || keywords))
            ON CONFLICT (tenant_id, product_id) DO UPDATE SET document = excluded.document, words = excluded.words;
            RETURN NULL;
        END $fn$;

        CREATE OR REPLACE TRIGGER index_product AFTER INSERT OR UPDATE OF title, keywords, search_text ON products FOR EACH ROW EXECUTE FUNCTION index_product();

        -- All words must occur, the last one may be unfinished. Only when nothing fits, words that look alike are tried.
        CREATE OR REPLACE FUNCTION search_products(input text) RETURNS TABLE (product_id uuid, rank int)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.28 AS
        $fn$
        DECLARE
            tenant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
            plain text := lower(unaccent(input));
            words text[] := regexp_split_to_array(btrim(regexp_replace(plain, '[^[:alnum:]]+', ' ', 'g')), ' ');
            prefix text := array_to_string(words, ' & ') || ':*';
            query tsquery;
        BEGIN
            IF tenant IS NULL OR words[1] = '' THEN
                RETURN;
            END IF;
            query := to_tsquery('english', prefix) || to_tsquery('simple', prefix);
            RETURN QUERY SELECT s.product_id, (ts_rank(s.document, query) * 1000000)::int AS rank FROM product_search s
                WHERE s.tenant_id = tenant AND s.document @@ query ORDER BY 2 DESC, 1 DESC LIMIT 1000;
            IF FOUND THEN
                RETURN;
            END IF;
            RETURN QUERY SELECT s.product_id, (word_similarity(plain, s.words) * 1000000)::int AS rank FROM product_search s
                WHERE s.tenant_id = tenant AND plain <% s.words ORDER BY 2 DESC, 1 DESC LIMIT 1000;
        END $fn$;
        REVOKE ALL ON FUNCTION search_products(text), index_product() FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION search_products(text) TO {PostgreSqlEngine.AppRole};
        """;
}
