using System.Text.Json;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Pricing;
using SharpCommerce.Products;
using SharpCommerce.Shipping;
using SharpCommerce.Users;

namespace SharpCommerce.Carts;

/// <summary>Everything that a cart's price depends on, read in one round trip.</summary>
internal static class CartReader
{
    // Whose the cart is decides whether it exists. A guest's $3 is null, which is equal to nothing; $4 is true for the program itself.
    private static readonly SqlStatement CartRow = new(
        """
        SELECT id, currency, email, shipping_address, billing_address, shipping_method_id, order_id, version, customer_id FROM carts
        WHERE tenant_id = $1 AND id = $2 AND (customer_id IS NULL OR customer_id = $3 OR $4)
        """);

    private static readonly SqlStatement LineRows = new(
        """
        SELECT l.id, l.variant_id, v.product_id, p.slug, p.title, v.title, v.sku, p.thumbnail_url, l.quantity, v.price, l.seen_unit_price, v.taxable, v.requires_shipping,
            p.status = 'published' AND p.published_at <= $3, i.variant_id IS NOT NULL, COALESCE(i.on_hand - i.reserved, 0)
        FROM cart_lines l
        JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
        JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
        LEFT JOIN inventory_items i ON i.tenant_id = v.tenant_id AND i.variant_id = v.id
        WHERE l.tenant_id = $1 AND l.cart_id = $2 ORDER BY l.id
        """);

    private static readonly SqlStatement MethodRows = new("SELECT id, name, price, countries FROM shipping_methods WHERE tenant_id = $1 AND enabled ORDER BY position, id");

    // The destination's rate, or the shop's own while there is no address.
    private static readonly SqlStatement RateRow = new(
        """
        SELECT country, rate_ppm, included, applies_to_shipping FROM tax_rates WHERE tenant_id = $1
        AND country = COALESCE((SELECT c.shipping_country FROM carts c WHERE c.tenant_id = $1 AND c.id = $2), $3)
        """);

    internal static SqlCall[] Calls(Id<Cart> id, Caller caller, DateTimeOffset now, string homeCountry) =>
        [CartRow.With(id.Value, caller.CustomerId?.Value, caller.IsProgram), LineRows.With(id.Value, now), MethodRows.With(), RateRow.With(id.Value, homeCountry)];

    /// <summary>Reads the answers to <see cref="Calls"/>; null when there is no such cart for the caller.</summary>
    internal static async Task<CartSnapshot?> ReadAsync(SqlReader rows, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken))
            return null;
        var cart = new CartSnapshot
        {
            Id = rows.Id<Cart>(0),
            Currency = Currency.Parse(rows.String(1)),
            Email = rows.StringOrNull(2),
            ShippingAddress = AddressOrNull(rows.StringOrNull(3)),
            BillingAddress = AddressOrNull(rows.StringOrNull(4)),
            ChosenMethodId = rows.IdOrNull<ShippingMethod>(5),
            OrderId = rows.IdOrNull<Order>(6),
            Version = rows.Long(7),
            CustomerId = rows.IdOrNull<User>(8),
        };
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            cart.Lines.Add(new(
                rows.Id<CartLine>(0), rows.Id<Variant>(1), rows.Id<Product>(2), rows.String(3), rows.String(4), rows.String(5), rows.StringOrNull(6), rows.StringOrNull(7),
                rows.Int(8), rows.Long(9), rows.Long(10), rows.Bool(11), rows.Bool(12), !rows.IsNull(13) && rows.Bool(13), rows.Bool(14) ? rows.Int(15) : null));
        }
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            cart.Methods.Add(new(rows.Id<ShippingMethod>(0), rows.String(1), rows.Long(2), JsonSerializer.Deserialize<string[]>(rows.String(3), ModelExtensions.Json)!));
        await rows.NextResultAsync(cancellationToken);
        if (await rows.ReadAsync(cancellationToken))
            cart.Tax = new(rows.Int(1), rows.Bool(2), rows.Bool(3));
        return cart;
    }

    private static Address? AddressOrNull(string? json) => json is null ? null : JsonSerializer.Deserialize<Address>(json, ModelExtensions.Json);
}

/// <summary>A cart and what it depends on, as of one moment.</summary>
internal sealed class CartSnapshot
{
    internal required Id<Cart> Id { get; init; }

    internal Id<User>? CustomerId { get; init; }

    internal required Currency Currency { get; init; }

    internal string? Email { get; init; }

    internal Address? ShippingAddress { get; init; }

    internal Address? BillingAddress { get; init; }

    internal Id<ShippingMethod>? ChosenMethodId { get; init; }

    internal Id<Order>? OrderId { get; init; }

    internal long Version { get; init; }

    internal List<SnapshotLine> Lines { get; } = [];

    internal List<SnapshotMethod> Methods { get; } = [];

    internal TaxRule? Tax { get; set; }

    /// <summary>The ways that serve the address, or all while there is none.</summary>
    internal IEnumerable<SnapshotMethod> OfferedMethods =>
        Methods.Where(method => ShippingAddress is null || method.Countries.Length == 0 || method.Countries.Contains(ShippingAddress.Country));

    internal bool NeedsShipping => Lines.Exists(line => line.RequiresShipping);

    /// <summary>The chosen way while it serves the address; once there is an address, else the first that does.</summary>
    internal SnapshotMethod? Method =>
        !NeedsShipping ? null
        : OfferedMethods.FirstOrDefault(method => method.Id == ChosenMethodId) ?? (ShippingAddress is null ? null : OfferedMethods.FirstOrDefault());

    /// <summary>Prices the cart. Every amount that a shopper sees or pays comes from here.</summary>
    internal Totals Price() =>
        TotalsCalculator.Calculate(new([.. Lines.Select(line => new PricingLine(line.UnitPrice, line.Quantity, line.Taxable))], Discount: 0, Method?.Price ?? 0, Tax));
}

internal sealed record SnapshotLine(
    Id<CartLine> Id,
    Id<Variant> VariantId,
    Id<Product> ProductId,
    string ProductSlug,
    string Title,
    string VariantTitle,
    string? Sku,
    string? Thumbnail,
    int Quantity,
    long UnitPrice,
    long SeenUnitPrice,
    bool Taxable,
    bool RequiresShipping,
    bool OnSale,
    int? Available);

internal sealed record SnapshotMethod(Id<ShippingMethod> Id, string Name, long Price, string[] Countries);
