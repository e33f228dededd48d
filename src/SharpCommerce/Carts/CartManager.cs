using System.Text.Json;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Customers;
using SharpCommerce.Products;
using SharpCommerce.Shipping;
using SharpCommerce.Users;

namespace SharpCommerce.Carts;

/// <summary>
/// Carts: what shoppers mean to buy. Every call is one round trip and answers the cart with the prices of that moment. A cart that belongs to
/// a shopper exists for them alone, and a change by a signed-in shopper makes a cart that is nobody's theirs: every statement says so itself.
/// </summary>
public sealed class CartManager
{
    /// <summary>Carts that nobody has touched for so long and that became no order. A bounded number at a time: what is left goes the next hour.</summary>
    internal static readonly ExpiryRule Abandoned = new(
        new("DELETE FROM carts WHERE tenant_id = $1 AND id IN (SELECT id FROM carts WHERE tenant_id = $1 AND order_id IS NULL AND updated_at <= $2 LIMIT 5000) AND order_id IS NULL"),
        TimeSpan.FromDays(90));

    /// <summary>The most units of one variant in a cart.</summary>
    public const int MaxQuantity = 9_999;

    /// <summary>The most lines in a cart.</summary>
    public const int MaxLines = 250;

    private const int Attempts = 5;

    private static readonly SqlStatement Insert = new(
        "INSERT INTO carts (tenant_id, id, customer_id, currency, version, created_at, updated_at) VALUES ($1, $2, $3, $4, 1, $5, $5)");

    // Locks the cart's row: a completion either sees the change or makes it fail.
    private static readonly SqlStatement Touch = new(
        """
        UPDATE carts SET version = version + 1, updated_at = $3, customer_id = COALESCE(customer_id, $4)
        WHERE tenant_id = $1 AND id = $2 AND order_id IS NULL AND (customer_id IS NULL OR customer_id = $4 OR $5) RETURNING version
        """);

    private static readonly SqlStatement AddLine = new(
        $"""
        INSERT INTO cart_lines (tenant_id, cart_id, id, variant_id, quantity, seen_unit_price)
        SELECT c.tenant_id, c.id, $3, v.id, $5, v.price FROM carts c
        JOIN variants v ON v.tenant_id = c.tenant_id AND v.id = $4
        JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id AND p.status = 'published' AND p.published_at <= $6
        WHERE c.tenant_id = $1 AND c.id = $2 AND c.order_id IS NULL AND (c.customer_id IS NULL OR c.customer_id = $7 OR $8)
            AND (SELECT count(*) FROM cart_lines n WHERE n.tenant_id = $1 AND n.cart_id = $2 AND n.variant_id <> $4) < {MaxLines}
        ON CONFLICT (tenant_id, cart_id, variant_id) DO UPDATE SET quantity = cart_lines.quantity + excluded.quantity, seen_unit_price = excluded.seen_unit_price
            WHERE cart_lines.quantity + excluded.quantity <= {MaxQuantity}
        RETURNING quantity
        """);

    private static readonly SqlStatement SetQuantity = new(
        """
        UPDATE cart_lines SET quantity = $4, seen_unit_price = (SELECT v.price FROM variants v WHERE v.tenant_id = cart_lines.tenant_id AND v.id = cart_lines.variant_id)
        WHERE tenant_id = $1 AND cart_id = $2 AND id = $3 
            AND EXISTS (SELECT 1 FROM carts c WHERE c.tenant_id = $1 AND c.id = $2 AND c.order_id IS NULL AND (c.customer_id IS NULL OR c.customer_id = $5 OR $6)) RETURNING quantity
        """);

    private static readonly SqlStatement RemoveLine = new(
        """
        DELETE FROM cart_lines WHERE tenant_id = $1 AND cart_id = $2 AND id = $3
            AND EXISTS (SELECT 1 FROM carts c WHERE c.tenant_id = $1 AND c.id = $2 AND c.order_id IS NULL AND (c.customer_id IS NULL OR c.customer_id = $4 OR $5)) RETURNING quantity
        """);

    private static readonly SqlStatement SetDetails = new(
        """
        UPDATE carts SET email = $3, shipping_address = $4, billing_address = $5, shipping_method_id = $6, shipping_country = $7, version = version + 1, updated_at = $8,
            customer_id = COALESCE(customer_id, $10)
        WHERE tenant_id = $1 AND id = $2 AND order_id IS NULL AND version = $9 AND (customer_id IS NULL OR customer_id = $10 OR $11) RETURNING version
        """);

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;
    private readonly Caller _caller;

    internal CartManager(TenantDb db, TimeProvider clock, Caller caller)
    {
        _db = db;
        _clock = clock;
        _caller = caller;
    }

    /// <summary>Creates a cart, with lines if there are any. A signed-in shopper's belongs to them.</summary>
    /// <param name="lines">What is put in at once; lines of the same variant are summed.</param>
    /// <param name="currency">The tenant's currency; another one is refused until prices in several currencies exist.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<PricedCart> CreateAsync(IReadOnlyList<CartLineInput>? lines = null, Currency? currency = null, CancellationToken cancellationToken = default)
    {
        lines ??= [];
        if (lines.Count > MaxLines)
            throw InputRules.Invalid("lines", $"must be at most {MaxLines}.");
        InputRules.Check(new CartLines(lines));
        if (currency is { } wanted && (wanted == default || wanted.Code != _db.Tenant.DefaultCurrency))
            throw InputRules.Invalid("currency", $"must be {_db.Tenant.DefaultCurrency}.");
        // The id is a guest's only key to the cart: unlike other ids it must not be guessable from its time.
        var id = new Id<Cart>(Guid.NewGuid());
        var now = _clock.Now();
        SqlCall[] adds = [.. lines.Select(line => Add(id, line, now))];
        var made = await _db.ExecuteAsync(
            [Insert.With(id.Value, CustomerId, _db.Tenant.DefaultCurrency, now), .. adds, .. CartReader.Calls(id, _caller, now, _db.Tenant.Country)],
            async (rows, token) =>
            {
                for (var i = 0; i < adds.Length; i++)
                {
                    // Undoes the whole: no half-filled cart stays.
                    if (!await rows.ReadAsync(token))
                        throw InputRules.Invalid($"lines[{i}].variantId", "is not a variant that can be bought, or the quantity is too large.");
                    await rows.NextResultAsync(token);
                }
                return Show((await CartReader.ReadAsync(rows, token))!);
            },
            cancellationToken,
            adds.Length > 0 ? WriteMode.UndoOnThrow : WriteMode.Quick);
        CommerceMetrics.CartCreated();
        return made;
    }

    /// <summary>The cart with the prices of this moment; null when there is none, or it is another shopper's.</summary>
    public async Task<PricedCart?> FindAsync(Id<Cart> id, CancellationToken cancellationToken = default) =>
        await SnapshotAsync(id, cancellationToken) is { } cart ? Show(cart) : null;

    /// <summary>The open cart that the signed-in shopper changed last; null when there is none.</summary>
    public async Task<PricedCart?> FindCurrentAsync(CancellationToken cancellationToken = default) =>
        await CurrentIdAsync(default, cancellationToken) is { } id ? await FindAsync(id, cancellationToken) : null;

    /// <summary>
    /// Makes a cart the signed-in shopper's own and puts in what their current cart holds, which is then gone. What would be too much for
    /// one cart stays in the former one.
    /// </summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>cart_completed</c>.</exception>
    public async Task<PricedCart> ClaimAsync(Id<Cart> id, CancellationToken cancellationToken = default)
    {
        var customerId = _caller.CustomerId ?? throw CartErrors.NotFound();
        var former = await CurrentIdAsync(id, cancellationToken);
        var now = _clock.Now();
        SqlCall[] merge = former is { } formerId ? CartClaim.MergeCalls(id, formerId, customerId) : [];
        return await WriteAsync(id, [CartClaim.Take.With(id.Value, customerId.Value, now)], now, cancellationToken, merge) ?? throw CartErrors.Busy();
    }

    /// <summary>Adds units of a variant, to its line if it has one.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>cart_completed</c>.</exception>
    public async Task<PricedCart> AddLineAsync(Id<Cart> id, CartLineInput line, CancellationToken cancellationToken = default)
    {
        InputRules.Check(line);
        return await ChangeAsync(id, Add(id, line, _clock.Now()), cancellationToken) ?? throw InputRules.Invalid(new Dictionary<string, string[]>
        {
            ["variantId"] = [$"is not a variant that can be bought, or the cart would hold more than {MaxQuantity} of it or more than {MaxLines} lines."],
        });
    }

    /// <summary>Sets how many units a line has; 0 removes it.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>cart_completed</c>.</exception>
    public async Task<PricedCart> SetQuantityAsync(Id<Cart> id, Id<CartLine> lineId, int quantity, CancellationToken cancellationToken = default)
    {
        if (quantity is < 0 or > MaxQuantity)
            throw InputRules.Invalid("quantity", $"must be from 0 to {MaxQuantity}.");
        if (quantity == 0)
            return await RemoveLineAsync(id, lineId, cancellationToken);
        return await ChangeAsync(id, SetQuantity.With(id.Value, lineId.Value, quantity, CustomerId, _caller.IsProgram), cancellationToken) ?? throw CartErrors.LineNotFound();
    }

    /// <summary>Removes a line.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>cart_completed</c>.</exception>
    public async Task<PricedCart> RemoveLineAsync(Id<Cart> id, Id<CartLine> lineId, CancellationToken cancellationToken = default) =>
        await ChangeAsync(id, RemoveLine.With(id.Value, lineId.Value, CustomerId, _caller.IsProgram), cancellationToken) ?? throw CartErrors.LineNotFound();

    /// <summary>Changes who buys, where it goes and how.</summary>
    /// <param name="id">The cart.</param>
    /// <param name="change">Gets what is set now and gives what is to be set; called again when the cart was changed in between.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>cart_completed</c>, <c>cart_busy</c>.</exception>
    public async Task<PricedCart> UpdateAsync(Id<Cart> id, Func<CartDetailsInput, CartDetailsInput> change, CancellationToken cancellationToken = default)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var cart = await SnapshotAsync(id, cancellationToken) ?? throw CartErrors.NotFound();
            if (cart.OrderId is { } orderId)
                throw CartErrors.Completed(orderId);
            var wanted = change(new()
            {
                Email = cart.Email,
                ShippingAddress = cart.ShippingAddress,
                BillingAddress = cart.BillingAddress,
                ShippingMethodId = cart.ChosenMethodId,
            });
            if (wanted.ShippingAddressId is { } addressId)
                wanted = wanted with { ShippingAddress = await SavedAddressAsync(addressId, cart, cancellationToken) };
            Check(wanted, cart);
            var now = _clock.Now();
            var set = SetDetails.With(
                id.Value, wanted.Email, JsonOrNull(wanted.ShippingAddress), JsonOrNull(wanted.BillingAddress), wanted.ShippingMethodId?.Value, wanted.ShippingAddress?.Country, now, cart.Version,
                CustomerId, _caller.IsProgram);
            var changed = await WriteAsync(id, [set], now, cancellationToken);
            if (changed is not null)
                return changed;
        }
        throw CartErrors.Busy();
    }

    /// <summary>The ways in which this cart can be sent, with their prices; null when there is no cart.</summary>
    public async Task<IReadOnlyList<ShippingQuote>?> ShippingMethodsAsync(Id<Cart> id, CancellationToken cancellationToken = default) =>
        await SnapshotAsync(id, cancellationToken) is { } cart
            ? [.. cart.OfferedMethods.Select(method => new ShippingQuote(method.Id, method.Name, new(method.Price, cart.Currency)))]
            : null;

    internal Task<CartSnapshot?> SnapshotAsync(Id<Cart> id, CancellationToken cancellationToken) =>
        _db.QueryAsync(CartReader.Calls(id, _caller, _clock.Now(), _db.Tenant.Country), CartReader.ReadAsync, cancellationToken);

    internal static PricedCart Show(CartSnapshot cart)
    {
        var totals = cart.Price();
        var lines = cart.Lines.Select((line, i) => new PricedLine(
            line.Id, line.VariantId, line.ProductId, line.ProductSlug, line.Title, line.VariantTitle, line.Sku, line.Thumbnail, line.Quantity,
            Of(line.UnitPrice), Of(totals.Lines[i].Discount), Of(totals.Lines[i].Tax), Of(totals.Lines[i].Total)));
        return new(
            cart.Id, cart.Currency.Code, [.. lines], Of(totals.Subtotal), Of(totals.Discount), Of(totals.Shipping), Of(totals.Tax), Of(totals.Total), totals.TaxIncluded,
            [.. cart.Lines.SelectMany(line => Issues(line, cart.Currency))], cart.Email, cart.ShippingAddress, cart.BillingAddress, cart.Method?.Id ?? cart.ChosenMethodId, cart.OrderId);

        Money Of(long amount) => new(amount, cart.Currency);
    }

    private static IEnumerable<CartIssue> Issues(SnapshotLine line, Currency currency)
    {
        if (!line.OnSale)
            yield return new(CartIssue.Unavailable, line.Id, $"{line.Title} is no longer sold.");
        else if (line.Available < line.Quantity)
            yield return new(CartIssue.InsufficientStock, line.Id, line.Available > 0 ? $"Only {line.Available} of {line.Title} are left." : $"{line.Title} is sold out.", Math.Max(0, line.Available.Value));
        if (line.UnitPrice != line.SeenUnitPrice)
            yield return new(CartIssue.PriceChanged, line.Id, $"The price of {line.Title} has changed.", PreviousPrice: new Money(line.SeenUnitPrice, currency));
    }

    private static void Check(CartDetailsInput input, CartSnapshot cart)
    {
        InputRules.Check(input);
        if (input.CouponCodes.Count > 0)
            throw InputRules.Invalid("couponCodes", "holds a code that is not valid.");
        // A choice of earlier that no longer serves is passed over by pricing; only a new one is refused.
        if (input.ShippingMethodId is { } methodId && methodId != cart.ChosenMethodId)
        {
            var method = cart.Methods.Find(offered => offered.Id == methodId) ?? throw InputRules.Invalid("shippingMethodId", "is not a shipping method of this shop.");
            if (input.ShippingAddress is { } address && method.Countries.Length > 0 && !method.Countries.Contains(address.Country))
                throw InputRules.Invalid("shippingMethodId", "does not serve this address.");
        }
    }

    private Guid? CustomerId => _caller.CustomerId?.Value;

    private SqlCall Add(Id<Cart> id, CartLineInput line, DateTimeOffset now) =>
        AddLine.With(id.Value, Id<CartLine>.New(_clock).Value, line.VariantId.Value, line.Quantity, now, CustomerId, _caller.IsProgram);

    private async Task<Id<Cart>?> CurrentIdAsync(Id<Cart> except, CancellationToken cancellationToken) =>
        CustomerId is { } customerId
            ? await _db.QueryAsync([CartClaim.Current.With(customerId, except.Value)], async (rows, token) => await rows.ReadAsync(token) ? rows.Id<Cart>(0) : (Id<Cart>?)null, cancellationToken)
            : null;

    /// <summary>An address of the caller's own; for the program, of the cart's owner.</summary>
    private async Task<Address> SavedAddressAsync(Id<CustomerAddress> id, CartSnapshot cart, CancellationToken cancellationToken) =>
        (_caller.IsProgram ? cart.CustomerId : _caller.CustomerId) is { } owner
            && await _db.QueryAsync([AddressBook.Own.With(owner.Value, id.Value)], AddressBook.ReadAsync, cancellationToken) is { } address
            ? address
            : throw InputRules.Invalid("shippingAddressId", "is not one of your saved addresses.");

    /// <summary>Makes a change to the lines of an open cart; null when it did not apply.</summary>
    private Task<PricedCart?> ChangeAsync(Id<Cart> id, SqlCall change, CancellationToken cancellationToken)
    {
        var now = _clock.Now();
        return WriteAsync(id, [Touch.With(id.Value, now, CustomerId, _caller.IsProgram), change], now, cancellationToken);
    }

    private Task<PricedCart?> WriteAsync(Id<Cart> id, SqlCall[] changes, DateTimeOffset now, CancellationToken cancellationToken, params SqlCall[] unanswered) =>
        _db.ExecuteAsync(
            [.. changes, .. unanswered, .. CartReader.Calls(id, _caller, now, _db.Tenant.Country)],
            async (rows, token) =>
            {
                var applied = true;
                foreach (var _ in changes)
                {
                    applied &= await rows.ReadAsync(token);
                    await rows.NextResultAsync(token);
                }
                var cart = await CartReader.ReadAsync(rows, token) ?? throw CartErrors.NotFound();
                if (cart.OrderId is { } orderId)
                    throw CartErrors.Completed(orderId);
                return applied ? Show(cart) : null;
            },
            cancellationToken);

    private static string? JsonOrNull(Address? address) => address is null ? null : JsonSerializer.Serialize(address, ModelExtensions.Json);

    private sealed record CartLines(IReadOnlyList<CartLineInput> Lines);
}
