using System.Text.Json;
using Npgsql;
using SharpCommerce.Pricing;

namespace SharpCommerce.Benchmarks.Baseline;

/// <summary>Reading a cart and adding to it. Amounts come from the product's calculator: two would only differ in bugs.</summary>
internal sealed class BaselineCarts(NpgsqlDataSource source)
{
    public async Task ReadAsync(BaselineTenant tenant, Guid id, BaselineAnswer answer)
    {
        if (await SnapshotAsync(tenant, id) is { } cart)
            Write(answer.Json, cart);
        else
            answer.NotFound();
    }

    public async Task AddLineAsync(BaselineTenant tenant, Guid id, byte[] body, BaselineAnswer answer)
    {
        var (variantId, quantity) = ParseLine(body);
        var now = TimeProvider.System.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                tenant.Set(),
                BaselineTenant.Command(BaselineSql.TouchCart, tenant.Parameter(), Uuid(id), Time(now), Nobody(), No()),
                BaselineTenant.Command(
                    BaselineSql.AddLine, tenant.Parameter(), Uuid(id), Uuid(Guid.CreateVersion7(now)), Uuid(variantId), new NpgsqlParameter<int> { TypedValue = quantity }, Time(now), Nobody(), No()),
            },
        };
        AddRead(batch, tenant, id, now);
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        await rows.NextResultAsync();
        var added = await rows.ReadAsync();
        await rows.NextResultAsync();
        if (await ReadAsync(rows) is { } cart && added)
            Write(answer.Json, cart);
        else
            answer.NotFound();
    }

    internal async Task<BaselineCart?> SnapshotAsync(BaselineTenant tenant, Guid id)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { tenant.SetToRead() } };
        AddRead(batch, tenant, id, TimeProvider.System.GetUtcNow());
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        return await ReadAsync(rows);
    }

    internal static NpgsqlParameter Uuid(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value };

    // The benchmark's shoppers are guests.
    private static NpgsqlParameter Nobody() => new() { Value = DBNull.Value };

    private static NpgsqlParameter No() => new NpgsqlParameter<bool> { TypedValue = false };

    internal static NpgsqlParameter Time(DateTimeOffset value) => new NpgsqlParameter<DateTimeOffset> { TypedValue = value };

    private static void AddRead(NpgsqlBatch batch, BaselineTenant tenant, Guid id, DateTimeOffset now)
    {
        batch.BatchCommands.Add(BaselineTenant.Command(BaselineSql.Cart, tenant.Parameter(), Uuid(id), Nobody(), No()));
        batch.BatchCommands.Add(BaselineTenant.Command(BaselineSql.CartLines, tenant.Parameter(), Uuid(id), Time(now)));
        batch.BatchCommands.Add(BaselineTenant.Command(BaselineSql.ShippingMethods, tenant.Parameter()));
        batch.BatchCommands.Add(BaselineTenant.Command(BaselineSql.TaxRate, tenant.Parameter(), Uuid(id), new NpgsqlParameter<string> { TypedValue = tenant.Country }));
    }

    private static async Task<BaselineCart?> ReadAsync(NpgsqlDataReader rows)
    {
        if (!await rows.ReadAsync())
            return null;
        var cart = new BaselineCart
        {
            Id = rows.GetGuid(0),
            Currency = rows.GetString(1),
            Email = BaselineCatalog.Text(rows, 2),
            ShippingAddress = BaselineCatalog.Text(rows, 3),
            BillingAddress = BaselineCatalog.Text(rows, 4),
            ChosenMethod = rows.IsDBNull(5) ? null : rows.GetGuid(5),
            OrderId = rows.IsDBNull(6) ? null : rows.GetGuid(6),
            Version = rows.GetInt64(7),
        };
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
        {
            cart.Lines.Add(new(
                rows.GetGuid(0), rows.GetGuid(1), rows.GetGuid(2), rows.GetString(3), rows.GetString(4), rows.GetString(5), BaselineCatalog.Text(rows, 6), BaselineCatalog.Text(rows, 7),
                rows.GetInt32(8), rows.GetInt64(9), rows.GetInt64(10), rows.GetBoolean(11), rows.GetBoolean(12), rows.GetBoolean(13), rows.GetBoolean(14) ? rows.GetInt32(15) : null));
        }
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
        {
            // The seed's only method serves every country.
            if (cart.Method is null && rows.GetString(3) == "[]")
                (cart.Method, cart.MethodName, cart.Shipping) = (rows.GetGuid(0), rows.GetString(1), rows.GetInt64(2));
        }
        await rows.NextResultAsync();
        var tax = await rows.ReadAsync() ? new TaxRule(rows.GetInt32(1), rows.GetBoolean(2), rows.GetBoolean(3)) : null;
        // Without an address nothing is chosen for the shopper.
        if (cart.ShippingAddress is null)
            (cart.Method, cart.MethodName, cart.Shipping) = (null, null, 0);
        var lines = new PricingLine[cart.Lines.Count];
        for (var n = 0; n < lines.Length; n++)
            lines[n] = new(cart.Lines[n].UnitPrice, cart.Lines[n].Quantity, cart.Lines[n].Taxable);
        cart.Totals = TotalsCalculator.Calculate(new(lines, 0, cart.Shipping, tax));
        return cart;
    }

    private static (Guid VariantId, int Quantity) ParseLine(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        var (variantId, quantity) = (Guid.Empty, 0);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isVariant = reader.ValueTextEquals("variantId"u8);
            reader.Read();
            if (isVariant)
                variantId = reader.GetGuid();
            else
                quantity = reader.GetInt32();
        }
        return (variantId, quantity);
    }

    private static void Write(Utf8JsonWriter json, BaselineCart cart)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, cart.Id);
        json.WriteString("currency"u8, cart.Currency);
        json.WriteStartArray("lines"u8);
        for (var n = 0; n < cart.Lines.Count; n++)
        {
            var line = cart.Lines[n];
            json.WriteStartObject();
            json.WriteString("id"u8, line.Id);
            json.WriteString("variantId"u8, line.VariantId);
            json.WriteString("productId"u8, line.ProductId);
            json.WriteString("productSlug"u8, line.ProductSlug);
            json.WriteString("title"u8, line.Title);
            json.WriteString("variantTitle"u8, line.VariantTitle);
            json.WriteString("sku"u8, line.Sku);
            json.WriteString("thumbnail"u8, line.Thumbnail);
            json.WriteNumber("quantity"u8, line.Quantity);
            json.Money("unitPrice"u8, line.UnitPrice, cart.Currency);
            json.Money("discount"u8, cart.Totals.Lines[n].Discount, cart.Currency);
            json.Money("tax"u8, cart.Totals.Lines[n].Tax, cart.Currency);
            json.Money("total"u8, cart.Totals.Lines[n].Total, cart.Currency);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Money("subtotal"u8, cart.Totals.Subtotal, cart.Currency);
        json.Money("discount"u8, cart.Totals.Discount, cart.Currency);
        json.Money("shipping"u8, cart.Totals.Shipping, cart.Currency);
        json.Money("tax"u8, cart.Totals.Tax, cart.Currency);
        json.Money("total"u8, cart.Totals.Total, cart.Currency);
        json.WriteBoolean("taxIncluded"u8, cart.Totals.TaxIncluded);
        json.WriteStartArray("issues"u8);
        foreach (var line in cart.Lines)
        {
            // The seed makes none of these; a difference would show in the comparison of answers.
            if (!line.OnSale || line.Available < line.Quantity || line.UnitPrice != line.SeenUnitPrice)
                json.WriteStringValue(line.Title);
        }
        json.WriteEndArray();
        json.WriteString("email"u8, cart.Email);
        json.Raw("shippingAddress"u8, cart.ShippingAddress);
        json.Raw("billingAddress"u8, cart.BillingAddress);
        WriteId(json, "shippingMethodId"u8, cart.Method ?? cart.ChosenMethod);
        WriteId(json, "orderId"u8, cart.OrderId);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> name, Guid? id)
    {
        if (id is { } some)
            json.WriteString(name, some);
        else
            json.WriteNull(name);
    }
}

internal sealed class BaselineCart
{
    public required Guid Id { get; init; }

    public required string Currency { get; init; }

    public string? Email { get; init; }

    public string? ShippingAddress { get; init; }

    public string? BillingAddress { get; init; }

    public Guid? ChosenMethod { get; init; }

    public Guid? OrderId { get; init; }

    public long Version { get; init; }

    public List<BaselineLine> Lines { get; } = [];

    public Guid? Method { get; set; }

    public string? MethodName { get; set; }

    public long Shipping { get; set; }

    public Totals Totals { get; set; } = null!;
}

internal readonly record struct BaselineLine(
    Guid Id, Guid VariantId, Guid ProductId, string ProductSlug, string Title, string VariantTitle, string? Sku, string? Thumbnail, int Quantity, long UnitPrice, long SeenUnitPrice,
    bool Taxable, bool RequiresShipping, bool OnSale, int? Available);
