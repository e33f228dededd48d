using SharpCommerce.Core.Data;
using SharpCommerce.Users;

namespace SharpCommerce.Carts;

/// <summary>How a cart becomes a shopper's own and takes in what they had. One round trip; nothing is merged unless the cart is theirs then.</summary>
internal static class CartClaim
{
    /// <summary>The open cart that a shopper changed last, but not <c>$3</c>.</summary>
    internal static readonly SqlStatement Current = new(
        "SELECT id FROM carts WHERE tenant_id = $1 AND customer_id = $2 AND order_id IS NULL AND id <> $3 ORDER BY updated_at DESC, id DESC LIMIT 1");

    private const string BothOwn =
        """
        EXISTS (SELECT 1 FROM carts c WHERE c.tenant_id = $1 AND c.id = $2 AND c.customer_id = $4 AND c.order_id IS NULL)
        AND EXISTS (SELECT 1 FROM carts f WHERE f.tenant_id = $1 AND f.id = $3 AND f.customer_id = $4 AND f.order_id IS NULL)
        """;

    // Of two who claim a cart at once, the second waits here for the first and then finds that it is somebody's.
    internal static readonly SqlStatement Take = new(
        """
        UPDATE carts SET customer_id = $3, version = version + 1, updated_at = $4
        WHERE tenant_id = $1 AND id = $2 AND order_id IS NULL AND (customer_id IS NULL OR customer_id = $3) RETURNING version
        """);

    // Locks the former cart: neither a change nor a completion comes between its lines' leaving and its end.
    private static readonly SqlStatement Hold = new(
        $"UPDATE carts SET version = version + 1 WHERE tenant_id = $1 AND id = $3 AND {BothOwn} AND $2 <> $3");

    private static readonly SqlStatement Merge = new(
        $"""
        INSERT INTO cart_lines (tenant_id, cart_id, id, variant_id, quantity, seen_unit_price)
        SELECT l.tenant_id, $2, l.id, l.variant_id, l.quantity, l.seen_unit_price FROM cart_lines l
        WHERE l.tenant_id = $1 AND l.cart_id = $3 AND {BothOwn}
            AND (EXISTS (SELECT 1 FROM cart_lines s WHERE s.tenant_id = $1 AND s.cart_id = $2 AND s.variant_id = l.variant_id)
                OR (SELECT count(*) FROM cart_lines s WHERE s.tenant_id = $1 AND s.cart_id = $2)
                    + (SELECT count(*) FROM cart_lines n WHERE n.tenant_id = $1 AND n.cart_id = $3 AND n.id <= l.id
                        AND NOT EXISTS (SELECT 1 FROM cart_lines s WHERE s.tenant_id = $1 AND s.cart_id = $2 AND s.variant_id = n.variant_id)) <= {CartManager.MaxLines})
        ON CONFLICT (tenant_id, cart_id, variant_id) DO UPDATE SET
            quantity = CASE WHEN cart_lines.quantity + excluded.quantity > {CartManager.MaxQuantity} THEN {CartManager.MaxQuantity} ELSE cart_lines.quantity + excluded.quantity END
        """);

    private static readonly SqlStatement Empty = new(
        $"""
        DELETE FROM cart_lines WHERE tenant_id = $1 AND cart_id = $3 AND {BothOwn}
            AND EXISTS (SELECT 1 FROM cart_lines s WHERE s.tenant_id = $1 AND s.cart_id = $2 AND s.variant_id = cart_lines.variant_id)
        """);

    private static readonly SqlStatement Remove = new(
        $"DELETE FROM carts WHERE tenant_id = $1 AND id = $3 AND {BothOwn} AND NOT EXISTS (SELECT 1 FROM cart_lines l WHERE l.tenant_id = $1 AND l.cart_id = $3)");

    /// <summary>Puts what the former cart holds into the claimed one; answers no rows.</summary>
    internal static SqlCall[] MergeCalls(Id<Cart> id, Id<Cart> former, Id<User> customerId) =>
        [.. new[] { Hold, Merge, Empty, Remove }.Select(statement => statement.With(id.Value, former.Value, customerId.Value))];
}
