using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Npgsql;

namespace SharpCommerce.Benchmarks.Baseline;

/// <summary>List, search and detail.</summary>
internal sealed class BaselineCatalog(NpgsqlDataSource source)
{
    private const int PageSize = 20;
    private const char FieldSeparator = '\u001f';
    private const char RecordSeparator = '\u001e';

    public async Task ListAsync(BaselineTenant tenant, string? words, BaselineAnswer answer)
    {
        await using var connection = await source.OpenConnectionAsync();
        var now = new NpgsqlParameter<DateTimeOffset> { TypedValue = TimeProvider.System.GetUtcNow() };
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                tenant.SetToRead(),
                words is null
                    ? BaselineTenant.Command(BaselineSql.List, tenant.Parameter(), now)
                    : BaselineTenant.Command(BaselineSql.Search, tenant.Parameter(), now, new NpgsqlParameter<string> { TypedValue = words }),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        var count = 0;
        string? cursor = null;
        var (lastId, lastKey) = (Guid.Empty, 0L);
        while (await rows.ReadAsync())
        {
            if (count++ == PageSize)
            {
                cursor = Cursor(words is null ? "newest" : "relevance", lastId, lastKey);
                break;
            }
            lastId = rows.GetGuid(0);
            lastKey = words is null ? (rows.GetDateTime(8).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : rows.GetInt32(8);
            json.WriteStartObject();
            json.WriteString("id"u8, lastId);
            json.WriteString("slug"u8, rows.GetString(1));
            json.WriteString("title"u8, rows.GetString(2));
            json.WriteString("thumbnail"u8, Text(rows, 3));
            json.Money("price"u8, rows.GetInt64(4), tenant.Currency);
            json.MoneyOrNull("compareAtPrice"u8, rows.IsDBNull(5) ? null : rows.GetInt64(5), tenant.Currency);
            json.WriteBoolean("inStock"u8, rows.GetBoolean(6));
            json.WriteString("status"u8, rows.GetString(7));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, cursor);
        json.WriteNull("facets"u8);
        json.WriteEndObject();
    }

    public async Task DetailAsync(BaselineTenant tenant, string slug, BaselineAnswer answer)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                tenant.SetToRead(),
                BaselineTenant.Command(
                    BaselineSql.Detail, tenant.Parameter(), new NpgsqlParameter<string> { TypedValue = slug }, new NpgsqlParameter<string> { TypedValue = "\u001f" },
                    new NpgsqlParameter<string> { TypedValue = "\u001e" }, new NpgsqlParameter<DateTimeOffset> { TypedValue = TimeProvider.System.GetUtcNow() }),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        if (!await rows.ReadAsync())
        {
            answer.NotFound();
            return;
        }
        var json = answer.Json;
        var currency = rows.GetString(10);
        json.WriteStartObject();
        json.WriteString("id"u8, rows.GetGuid(0));
        json.WriteString("slug"u8, rows.GetString(1));
        json.WriteString("title"u8, rows.GetString(2));
        json.WriteString("description"u8, Text(rows, 3));
        json.WriteString("vendor"u8, Text(rows, 4));
        json.WriteString("productType"u8, Text(rows, 5));
        json.Raw("tags"u8, rows.GetString(6));
        json.Raw("options"u8, rows.GetString(7));
        json.Raw("media"u8, rows.GetString(8));
        json.Raw("seo"u8, Text(rows, 9));
        json.Money("price"u8, rows.GetInt64(11), currency);
        json.MoneyOrNull("compareAtPrice"u8, rows.IsDBNull(12) ? null : rows.GetInt64(12), currency);
        var categories = Text(rows, 13);
        var inStock = false;
        json.WriteStartArray("variants"u8);
        do
        {
            var available = rows.IsDBNull(22) ? (int?)null : rows.GetInt32(22);
            inStock |= available is null or > 0;
            json.WriteStartObject();
            json.WriteString("id"u8, rows.GetGuid(14));
            json.WriteString("sku"u8, Text(rows, 15));
            json.WriteString("title"u8, rows.GetString(16));
            json.Raw("options"u8, rows.GetString(17));
            json.Money("price"u8, rows.GetInt64(18), currency);
            json.MoneyOrNull("compareAtPrice"u8, rows.IsDBNull(19) ? null : rows.GetInt64(19), currency);
            if (rows.IsDBNull(20))
                json.WriteNull("weightGrams"u8);
            else
                json.WriteNumber("weightGrams"u8, rows.GetInt32(20));
            json.WriteString("barcode"u8, Text(rows, 21));
            if (available is { } units)
                json.WriteNumber("available"u8, units);
            else
                json.WriteNull("available"u8);
            json.WriteEndObject();
        }
        while (await rows.ReadAsync());
        json.WriteEndArray();
        json.WriteBoolean("inStock"u8, inStock);
        json.WriteStartArray("categories"u8);
        foreach (var record in categories?.Split(RecordSeparator) ?? [])
        {
            var fields = record.Split(FieldSeparator);
            json.WriteStartObject();
            json.WriteString("id"u8, fields[0]);
            json.WriteString("slug"u8, fields[1]);
            json.WriteString("title"u8, fields[2]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    private static string Cursor(string sort, Guid id, long key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sort}\n{id:N}\n{key}")));
}
