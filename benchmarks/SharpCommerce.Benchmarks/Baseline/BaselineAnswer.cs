using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SharpCommerce.Benchmarks.Baseline;

/// <summary>An answer being written as UTF-8 JSON.</summary>
internal sealed class BaselineAnswer : IDisposable
{
    // The strings are the seed's own: nothing in them needs the default encoder's caution. The product's encoder escapes what HTML could run.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly HttpResponse _response;

    public BaselineAnswer(HttpResponse response)
    {
        _response = response;
        Json = new(_buffer, Options);
    }

    public Utf8JsonWriter Json { get; }

    public string Location
    {
        set
        {
            _response.StatusCode = StatusCodes.Status201Created;
            _response.Headers.Location = value;
        }
    }

    public void NotFound() => _response.StatusCode = StatusCodes.Status404NotFound;

    /// <summary>What has been written so far.</summary>
    public ReadOnlySpan<byte> Written()
    {
        Json.Flush();
        return _buffer.WrittenSpan;
    }

    public async Task SendAsync()
    {
        Json.Flush();
        _response.ContentType = "application/json; charset=utf-8";
        _response.ContentLength = _buffer.WrittenCount;
        await _response.BodyWriter.WriteAsync(_buffer.WrittenMemory);
    }

    public void Dispose() => Json.Dispose();
}

internal static class BaselineJson
{
    extension(Utf8JsonWriter json)
    {
        public void Money(ReadOnlySpan<byte> name, long amount, string currency)
        {
            json.WriteStartObject(name);
            json.WriteNumber("amount"u8, amount);
            json.WriteString("currency"u8, currency);
            json.WriteEndObject();
        }

        public void MoneyOrNull(ReadOnlySpan<byte> name, long? amount, string currency)
        {
            if (amount is { } some)
                json.Money(name, some, currency);
            else
                json.WriteNull(name);
        }

        /// <summary>A value that is JSON already.</summary>
        public void Raw(ReadOnlySpan<byte> name, string? value)
        {
            json.WritePropertyName(name);
            if (value is null)
                json.WriteNullValue();
            else
                json.WriteRawValue(value, skipInputValidation: true);
        }
    }
}
