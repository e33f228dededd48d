using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharpCommerce;

/// <summary>
/// A currency in which goods can be priced: the circulating currencies of ISO 4217 list one up to amendment 180 (January 2026).
/// Funds, index units, supranational accounting units, metals and test codes are not in the set, so no price can be in them.
/// <c>default(Currency)</c> is no currency: it equals none of the set, and asking it for its code or digits throws.
/// </summary>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly record struct Currency
{
    // A code that was released here stays when ISO withdraws it: orders that were placed in it must remain readable.
    private const string WithoutMinorUnit = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

    private const string TwoDigits =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK " +
        "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD " +
        "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP " +
        "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH " +
        "USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly (string Code, int Digits)[] Table =
    [
        .. WithoutMinorUnit.Split(' ').Select(code => (code, 0))
            .Concat(TwoDigits.Split(' ').Select(code => (code, 2)))
            .Concat(ThreeDigits.Split(' ').Select(code => (code, 3)))
            .OrderBy(entry => entry.code, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, Currency> ByCode =
        Enumerable.Range(0, Table.Length).ToFrozenDictionary(index => Table[index].Code, index => new Currency(index + 1), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Currency>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByCode.GetAlternateLookup<ReadOnlySpan<char>>();

    // Counted from 1, so that a forgotten value (0) is no currency.
    private readonly byte _ordinal;

    private Currency(int ordinal) => _ordinal = checked((byte)ordinal);

    /// <summary>Every currency of the set, by code.</summary>
    public static IReadOnlyList<Currency> All { get; } = Array.AsReadOnly([.. Table.Select(entry => ByCode[entry.Code])]);

    /// <summary>The ISO 4217 alphabetic code: three upper-case letters, such as <c>USD</c>.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default(Currency)</c>.</exception>
    public string Code => Entry.Code;

    /// <summary>How many decimal digits the minor unit stands for by ISO 4217: 2 for USD (cents), 0 for JPY, 3 for KWD.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default(Currency)</c>.</exception>
    public int Digits => Entry.Digits;

    private (string Code, int Digits) Entry =>
        _ordinal > 0 ? Table[_ordinal - 1] : throw new InvalidOperationException("default(Currency) is no currency.");

    /// <summary>Reads an ISO 4217 code: exactly three upper-case letters, the same in every culture.</summary>
    /// <param name="code">The code, such as <c>USD</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is null.</exception>
    /// <exception cref="FormatException">The code is not in the set.</exception>
    public static Currency Parse(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return TryParse(code, out var currency) ? currency : throw new FormatException("A currency is an active ISO 4217 code in upper case, such as USD.");
    }

    /// <summary>Reads an ISO 4217 code: exactly three upper-case letters, the same in every culture.</summary>
    /// <param name="code">The code, such as <c>USD</c>; null is none.</param>
    /// <param name="currency">The currency, or <c>default</c> when the answer is false.</param>
    /// <returns>Whether the code is in the set.</returns>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency) => TryParse(code.AsSpan(), out currency);

    /// <inheritdoc cref="TryParse(string?, out Currency)"/>
    public static bool TryParse(ReadOnlySpan<char> code, out Currency currency) => BySpan.TryGetValue(code, out currency);

    /// <summary>The code; <c>(none)</c> for <c>default(Currency)</c>, so that logging never throws.</summary>
    public override string ToString() => _ordinal > 0 ? Code : "(none)";
}

/// <summary>Reads and writes <see cref="Currency"/> as its code, a JSON string or a property name; an unknown code is a <see cref="JsonException"/>.</summary>
public sealed class CurrencyJsonConverter : JsonConverter<Currency>
{
    /// <inheritdoc/>
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw Unknown();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Code);
    }

    /// <inheritdoc/>
    public override Currency ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.Code);
    }

    private static Currency Parse(string? code) => Currency.TryParse(code, out var currency) ? currency : throw Unknown();

    private static JsonException Unknown() => new("A currency is an active ISO 4217 code in upper case, such as \"USD\".");
}
