using System.Buffers;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace SharpCommerce.Benchmarks.Baseline;

/// <summary>An order being placed.</summary>
internal sealed class BaselineOrder(BaselineCart cart, string accessToken, byte[] accessTokenHash, byte[]? keyHash, DateTimeOffset placedAt)
{
    private readonly Guid _id = Guid.CreateVersion7(placedAt);
    private readonly Guid _paymentId = Guid.CreateVersion7(placedAt);
    private readonly Guid[] _lineIds = [.. cart.Lines.Select(_ => Guid.CreateVersion7(placedAt))];

    public BaselineCart Cart => cart;

    public long Number { get; set; }

    public string Location => $"/api/v1/store/orders/{_id}";

    public Guid[] Demanded { get; } = [.. cart.Lines.Select(line => line.VariantId).Order()];

    public NpgsqlParameter[] Parameters(BaselineTenant tenant)
    {
        var (lines, totals) = (cart.Lines, cart.Totals);
        var quantities = lines.ToDictionary(line => line.VariantId, line => line.Quantity);
        return
        [
            tenant.Parameter(), Array(Demanded), Array([.. Demanded.Select(id => quantities[id])]), new NpgsqlParameter<DateTimeOffset> { TypedValue = placedAt }, Array([_id]), Array([cart.Id]),
            Bytes([accessTokenHash]), Bytes([keyHash]), Array([cart.Email!]), Array(["confirmed"]), Array(["authorized"]), Array([cart.Currency]), Array([totals.Subtotal]), Array([totals.Discount]),
            Array([totals.Shipping]), Array([totals.ShippingTax]), Array([totals.Tax]), Array([totals.Total]), Array([totals.TaxIncluded]), Array([cart.MethodName]), Array([cart.ShippingAddress]),
            Array([cart.BillingAddress]), Array([.. lines.Select(_ => _id)]), Array(_lineIds), Array([.. Enumerable.Range(0, lines.Count)]), Array([.. lines.Select(line => line.VariantId)]),
            Array([.. lines.Select(line => line.ProductId)]), Array([.. lines.Select(line => line.Title)]), Array([.. lines.Select(line => line.VariantTitle)]), Array([.. lines.Select(line => line.Sku)]),
            Array([.. lines.Select(line => line.Quantity)]), Array([.. lines.Select(line => line.Quantity)]), Array([.. lines.Select(line => line.UnitPrice)]),
            Array([.. totals.Lines.Select(line => line.Discount)]), Array([.. totals.Lines.Select(line => line.Tax)]), Array([.. totals.Lines.Select(line => line.Total)]), Array([_paymentId]),
            Array(["manual"]), Array([Guid.CreateVersion7(placedAt)]), Array(["shopper"]), Array([Guid.CreateVersion7(placedAt)]), Array([Payload()]),
            new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [placedAt], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            Array([(Guid?)null]), Array([cart.Email!.ToLowerInvariant()]), NoTime(), Array([false]), Array([false]), Array([(string?)null]), Array([(string?)null]), NoTime(),
            Array([(Guid?)null]), Array([$"authorize:{_paymentId:N}:1"]),
        ];
    }

    public void Write(BaselineAnswer answer)
    {
        answer.Location = Location;
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteString("id"u8, _id);
        json.WriteNumber("number"u8, Number);
        json.WriteString("cartId"u8, cart.Id);
        json.WriteString("accessToken"u8, accessToken);
        json.WriteString("email"u8, cart.Email);
        json.WriteString("status"u8, "confirmed"u8);
        json.WriteString("paymentStatus"u8, "authorized"u8);
        json.WriteString("fulfillmentStatus"u8, "unfulfilled"u8);
        json.WriteStartArray("lines"u8);
        for (var n = 0; n < cart.Lines.Count; n++)
        {
            var (line, totals) = (cart.Lines[n], cart.Totals.Lines[n]);
            json.WriteStartObject();
            json.WriteString("id"u8, _lineIds[n]);
            json.WriteString("variantId"u8, line.VariantId);
            json.WriteString("productId"u8, line.ProductId);
            json.WriteString("title"u8, line.Title);
            json.WriteString("variantTitle"u8, line.VariantTitle);
            json.WriteString("sku"u8, line.Sku);
            json.WriteNumber("quantity"u8, line.Quantity);
            json.Money("unitPrice"u8, line.UnitPrice, cart.Currency);
            json.Money("discount"u8, totals.Discount, cart.Currency);
            json.Money("tax"u8, totals.Tax, cart.Currency);
            json.Money("total"u8, totals.Total, cart.Currency);
            json.WriteNumber("fulfilled"u8, 0);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Raw("shippingAddress"u8, cart.ShippingAddress);
        json.Raw("billingAddress"u8, cart.BillingAddress);
        json.WriteString("shippingMethod"u8, cart.MethodName);
        json.WriteString("currency"u8, cart.Currency);
        json.Money("subtotal"u8, cart.Totals.Subtotal, cart.Currency);
        json.Money("discount"u8, cart.Totals.Discount, cart.Currency);
        json.Money("shipping"u8, cart.Totals.Shipping, cart.Currency);
        json.Money("tax"u8, cart.Totals.Tax, cart.Currency);
        json.Money("total"u8, cart.Totals.Total, cart.Currency);
        json.WriteBoolean("taxIncluded"u8, cart.Totals.TaxIncluded);
        json.WriteStartArray("payments"u8);
        json.WriteStartObject();
        json.WriteString("id"u8, _paymentId);
        json.WriteString("provider"u8, "manual"u8);
        json.WriteString("status"u8, "authorized"u8);
        json.Money("amount"u8, cart.Totals.Total, cart.Currency);
        json.Money("captured"u8, 0, cart.Currency);
        json.Money("refunded"u8, 0, cart.Currency);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("placedAt"u8, placedAt);
        json.Raw("fulfillments"u8, "[]");
        json.Raw("notes"u8, "[]");
        json.WriteEndObject();
    }

    private string Payload()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("orderId"u8, _id);
        json.WriteString("status"u8, "confirmed"u8);
        json.Money("total"u8, cart.Totals.Total, cart.Currency);
        json.WriteStartArray("lines"u8);
        foreach (var line in cart.Lines)
        {
            json.WriteStartObject();
            json.WriteString("variantId"u8, line.VariantId);
            json.WriteNumber("quantity"u8, line.Quantity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static NpgsqlParameter<T[]> Array<T>(T[] values) => new() { TypedValue = values };

    private static NpgsqlParameter<DateTimeOffset?[]> NoTime() => new() { TypedValue = [null], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter<byte[]?[]> Bytes(byte[]?[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
