namespace SharpCommerce.Benchmarks.Baseline;

/// <summary>
/// The product's statements, word for word. Whether they still are is checked before every run: PostgreSQL itself counts which
/// statements both sides send (see <see cref="SameWork"/>).
/// </summary>
internal static class BaselineSql
{
    public const string SetTenant = "SELECT set_config('app.tenant_id', $1, true)";
    public const string SetTenantToRead = "SELECT set_config('app.tenant_id', $1, true), set_config('statement_timeout', '2000', true)";
    public const string SetTenantNotDurable = "SELECT set_config('app.tenant_id', $1, true), set_config('synchronous_commit', 'off', true)";

    private const string HasStock =
        """
        EXISTS (SELECT 1 FROM variants v LEFT JOIN inventory_items i ON i.tenant_id = v.tenant_id AND i.variant_id = v.id
            WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id AND (i.variant_id IS NULL OR i.on_hand > i.reserved))
        """;

    private const string Listing = $"SELECT p.id, p.slug, p.title, p.thumbnail_url, p.price_min, p.compare_at_price, {HasStock}, p.status";
    private const string OnSale = "p.tenant_id = $1 AND p.status = 'published' AND p.published_at <=";

    public const string List = $"{Listing}, p.published_at FROM products p WHERE {OnSale} $2 ORDER BY p.published_at DESC, p.id DESC LIMIT 21";

    public const string Search =
        $"{Listing}, s.rank FROM search_products($3) s JOIN products p ON p.id = s.product_id WHERE {OnSale} $2 ORDER BY s.rank DESC, p.id DESC LIMIT 21";

    public const string Detail =
        $"""
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
        WHERE {OnSale} $5 AND p.slug = $2 ORDER BY v.position, v.id
        """;

    public const string Cart =
        """
        SELECT id, currency, email, shipping_address, billing_address, shipping_method_id, order_id, version, customer_id FROM carts
        WHERE tenant_id = $1 AND id = $2 AND (customer_id IS NULL OR customer_id = $3 OR $4)
        """;

    public const string CartLines =
        """
        SELECT l.id, l.variant_id, v.product_id, p.slug, p.title, v.title, v.sku, p.thumbnail_url, l.quantity, v.price, l.seen_unit_price, v.taxable, v.requires_shipping,
            p.status = 'published' AND p.published_at <= $3, i.variant_id IS NOT NULL, COALESCE(i.on_hand - i.reserved, 0)
        FROM cart_lines l
        JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
        JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
        LEFT JOIN inventory_items i ON i.tenant_id = v.tenant_id AND i.variant_id = v.id
        WHERE l.tenant_id = $1 AND l.cart_id = $2 ORDER BY l.id
        """;

    public const string ShippingMethods = "SELECT id, name, price, countries FROM shipping_methods WHERE tenant_id = $1 AND enabled ORDER BY position, id";

    public const string TaxRate =
        """
        SELECT country, rate_ppm, included, applies_to_shipping FROM tax_rates WHERE tenant_id = $1
        AND country = COALESCE((SELECT c.shipping_country FROM carts c WHERE c.tenant_id = $1 AND c.id = $2), $3)
        """;

    public const string TouchCart =
        """
        UPDATE carts SET version = version + 1, updated_at = $3, customer_id = COALESCE(customer_id, $4)
        WHERE tenant_id = $1 AND id = $2 AND order_id IS NULL AND (customer_id IS NULL OR customer_id = $4 OR $5) RETURNING version
        """;

    public const string AddLine =
        """
        INSERT INTO cart_lines (tenant_id, cart_id, id, variant_id, quantity, seen_unit_price)
        SELECT c.tenant_id, c.id, $3, v.id, $5, v.price FROM carts c
        JOIN variants v ON v.tenant_id = c.tenant_id AND v.id = $4
        JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id AND p.status = 'published' AND p.published_at <= $6
        WHERE c.tenant_id = $1 AND c.id = $2 AND c.order_id IS NULL AND (c.customer_id IS NULL OR c.customer_id = $7 OR $8)
            AND (SELECT count(*) FROM cart_lines n WHERE n.tenant_id = $1 AND n.cart_id = $2 AND n.variant_id <> $4) < 250
        ON CONFLICT (tenant_id, cart_id, variant_id) DO UPDATE SET quantity = cart_lines.quantity + excluded.quantity, seen_unit_price = excluded.seen_unit_price
            WHERE cart_lines.quantity + excluded.quantity <= 9999
        RETURNING quantity
        """;

    public const string Claim =
        """
        INSERT INTO idempotency_records (tenant_id, key_hash, request_hash, lease_until, expires_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, key_hash) DO UPDATE
            SET request_hash = excluded.request_hash, status_code = NULL, content_type = NULL, headers = NULL, body = NULL, lease_until = excluded.lease_until, expires_at = excluded.expires_at
            WHERE idempotency_records.expires_at <= $6
                OR (idempotency_records.status_code IS NULL AND idempotency_records.lease_until <= $6 AND idempotency_records.request_hash = excluded.request_hash)
        RETURNING key_hash
        """;

    public const string ReadClaim = "SELECT request_hash, status_code, content_type, headers, body FROM idempotency_records WHERE tenant_id = $1 AND key_hash = $2";

    public const string Save = "UPDATE idempotency_records SET status_code = $3, content_type = $4, headers = $5, body = $6 WHERE tenant_id = $1 AND key_hash = $2 AND lease_until = $7 RETURNING status_code";

    public const string LockCarts = "SELECT id, version, order_id FROM carts WHERE tenant_id = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE";

    public const string LockStock = "SELECT variant_id, on_hand - reserved FROM inventory_items WHERE tenant_id = $1 AND variant_id = ANY($2) ORDER BY variant_id FOR NO KEY UPDATE";

    public const string WriteOrder =
        """
        WITH taken AS (
            UPDATE inventory_items i SET reserved = i.reserved + d.quantity
            FROM unnest($2::uuid[], $3::int[]) AS d (variant_id, quantity)
            WHERE i.tenant_id = $1 AND i.variant_id = d.variant_id AND i.on_hand - i.reserved >= d.quantity
            RETURNING 1),
        closed AS (
            UPDATE carts c SET order_id = o.id, customer_id = o.customer_id, version = c.version + 1, updated_at = $4
            FROM unnest($5::uuid[], $6::uuid[], $44::uuid[]) AS o (id, cart_id, customer_id)
            WHERE c.tenant_id = $1 AND c.id = o.cart_id AND c.order_id IS NULL
            RETURNING 1),
        placed AS (
            INSERT INTO orders (tenant_id, id, number, cart_id, access_token_hash, idempotency_key_hash, email, status, payment_status, fulfillment_status,
                currency, subtotal, discount, shipping, shipping_tax, tax, total, tax_included, shipping_method, shipping_address, billing_address, placed_at, version, customer_id, normalized_email, payment_due_at)
            SELECT $1, o.id, next_order_number(), o.cart_id, o.access_token_hash, o.idempotency_key_hash, o.email, o.status, o.payment_status, 'unfulfilled',
                o.currency, o.subtotal, o.discount, o.shipping, o.shipping_tax, o.tax, o.total, o.tax_included, o.shipping_method, o.shipping_address, o.billing_address, o.placed_at, 1, o.customer_id, o.normalized_email, o.payment_due_at
            FROM unnest($5::uuid[], $6::uuid[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[],
                    $16::bigint[], $17::bigint[], $18::bigint[], $19::bool[], $20::text[], $21::text[], $22::text[], $43::timestamptz[], $44::uuid[], $45::text[], $46::timestamptz[])
                AS o (id, cart_id, access_token_hash, idempotency_key_hash, email, status, payment_status, currency, subtotal, discount, shipping,
                    shipping_tax, tax, total, tax_included, shipping_method, shipping_address, billing_address, placed_at, customer_id, normalized_email, payment_due_at)
            RETURNING id, number),
        sold AS (
            INSERT INTO order_lines (tenant_id, order_id, id, position, variant_id, product_id, title, variant_title, sku, quantity, reserved, unit_price, discount, tax, total)
            SELECT $1, l.* FROM unnest($23::uuid[], $24::uuid[], $25::int[], $26::uuid[], $27::uuid[], $28::text[], $29::text[], $30::text[], $31::int[], $32::int[],
                $33::bigint[], $34::bigint[], $35::bigint[], $36::bigint[]) AS l),
        paid AS (
            INSERT INTO payments (tenant_id, order_id, id, provider, status, currency, amount, captured, refunded, created_at, sandbox, capture_at_once, return_url, shop_name, check_at, checks, version)
            SELECT $1, p.order_id, p.id, p.provider, p.status, p.currency, p.amount, 0, 0, p.created_at, p.sandbox, p.capture_at_once, p.return_url, p.shop_name, p.check_at, 0, 1
            FROM unnest($5::uuid[], $37::uuid[], $38::text[], $11::text[], $12::text[], $18::bigint[], $43::timestamptz[], $47::bool[], $48::bool[], $49::text[], $50::text[], $51::timestamptz[])
                AS p (order_id, id, provider, status, currency, amount, created_at, sandbox, capture_at_once, return_url, shop_name, check_at)),
        begun AS (
            INSERT INTO payment_attempts (tenant_id, order_id, payment_id, id, operation, number, operation_key, amount, final, actor, status, created_at, sent_at)
            SELECT $1, a.order_id, a.payment_id, a.id, 'authorize', 1, a.operation_key, a.amount, FALSE, a.actor, 'sent', a.created_at, a.created_at
            FROM unnest($5::uuid[], $37::uuid[], $52::uuid[], $53::text[], $18::bigint[], $40::text[], $43::timestamptz[]) AS a (order_id, payment_id, id, operation_key, amount, actor, created_at)
            WHERE a.id IS NOT NULL),
        told AS (
            INSERT INTO order_events (tenant_id, order_id, id, type, from_status, to_status, actor, reason, occurred_at)
            SELECT $1, e.order_id, e.id, 'placed', NULL, e.status, e.actor, NULL, e.occurred_at
            FROM unnest($5::uuid[], $39::uuid[], $10::text[], $40::text[], $43::timestamptz[]) AS e (order_id, id, status, actor, occurred_at)),
        sent AS (
            INSERT INTO outbox_messages (tenant_id, id, type, aggregate_id, payload, occurred_at)
            SELECT $1, m.id, 'order.placed.v1', m.order_id, m.payload, m.occurred_at
            FROM unnest($41::uuid[], $5::uuid[], $42::text[], $43::timestamptz[]) AS m (id, order_id, payload, occurred_at))
        SELECT id, number, (SELECT count(*) FROM taken), (SELECT count(*) FROM closed) FROM placed
        """;
}
