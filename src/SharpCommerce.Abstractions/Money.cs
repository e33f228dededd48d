using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace SharpCommerce;

/// <summary>
/// An amount of one currency in whole minor units: 1999 of USD is $19.99, 1999 of JPY is ¥1,999. It never rounds, never wraps around and
/// never converts; arithmetic that does not fit throws <see cref="OverflowException"/>, and two currencies never mix.
/// In JSON <c>{"amount":1999,"currency":"USD"}</c>, both members required and the amount a JSON integer under any serializer options.
/// </summary>
/// <param name="Amount">Minor units of <paramref name="Currency"/>, as many as <see cref="Currency.Digits"/> says.</param>
/// <param name="Currency">The currency of the amount.</param>
[method: JsonConstructor]
[JsonNumberHandling(JsonNumberHandling.Strict)]
public readonly record struct Money([property: JsonRequired] long Amount, [property: JsonRequired] Currency Currency)
{
    /// <summary>Adds two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ, or there is none.</exception>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.Amount + right.Amount), Common(left, right));

    /// <summary>Subtracts an amount from another of the same currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ, or there is none.</exception>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public static Money operator -(Money left, Money right) => new(checked(left.Amount - right.Amount), Common(left, right));

    /// <summary>Multiplies a unit price by a quantity.</summary>
    /// <exception cref="InvalidOperationException">The amount has no currency.</exception>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static Money operator *(Money unitPrice, int quantity) => new(checked(unitPrice.Amount * quantity), Common(unitPrice, unitPrice));

    /// <summary>
    /// Reads a decimal number in major units, such as <c>19.99</c>: an optional sign, ASCII digits, and optionally a point with further digits.
    /// Digits beyond the minor unit must be zeros; group separators, spaces, exponents and currency signs are refused.
    /// </summary>
    /// <param name="text">The number, the same in every culture.</param>
    /// <param name="currency">The currency that decides the number of digits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not such a number, is finer than the minor unit, or does not fit.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="currency"/> is <c>default</c>.</exception>
    public static Money ParseDecimal(string text, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParseDecimal(text, currency, out var money)
            ? money
            : throw new FormatException($"An amount of {currency} is a number such as {new Money(1234, currency).ToDecimalString()}, no finer.");
    }

    /// <inheritdoc cref="ParseDecimal"/>
    /// <param name="text">The number, the same in every culture; null is none.</param>
    /// <param name="currency">The currency that decides the number of digits.</param>
    /// <param name="money">The amount, or <c>default</c> when the answer is false.</param>
    /// <returns>Whether the text is such a number and fits; never throws because of the text.</returns>
    public static bool TryParseDecimal([NotNullWhen(true)] string? text, Currency currency, out Money money)
    {
        var digits = currency.Digits;
        money = default;

        var rest = text.AsSpan();
        var negative = rest.StartsWith('-');
        if (negative || rest.StartsWith('+')) rest = rest[1..];

        var point = rest.IndexOf('.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? default : rest[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty)) return false;

        var kept = Math.Min(fraction.Length, digits);
        if (fraction[kept..].ContainsAnyExcept('0')) return false;

        Int128 magnitude = 0;
        if (!TryAppend(whole, ref magnitude) || !TryAppend(fraction[..kept], ref magnitude)) return false;
        for (var digit = kept; digit < digits; digit++) magnitude *= 10;

        var amount = negative ? -magnitude : magnitude;
        if (amount < long.MinValue || amount > long.MaxValue) return false;
        money = new((long)amount, currency);
        return true;
    }

    /// <summary>The amount in major units, with all decimals of its currency: <c>19.99</c>, <c>1999</c> for JPY, <c>1.234</c> for KWD.</summary>
    /// <exception cref="InvalidOperationException">The amount has no currency.</exception>
    public string ToDecimalString()
    {
        var digits = Currency.Digits;
        // The magnitude of the smallest long does not fit in a long.
        var text = Int128.Abs(Amount).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        if (digits > 0) text = text.Insert(text.Length - digits, ".");
        return Amount < 0 ? "-" + text : text;
    }

    /// <summary>The decimal number and the code, such as <c>19.99 USD</c>, for logs; without a currency the minor units and <c>(none)</c>.</summary>
    public override string ToString() =>
        Currency == default ? string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}") : $"{ToDecimalString()} {Currency}";

    private static Currency Common(Money left, Money right)
    {
        if (left.Currency != right.Currency) throw new InvalidOperationException($"Amounts of {left.Currency} and {right.Currency} do not mix.");
        return left.Currency != default ? left.Currency : throw new InvalidOperationException("The amount has no currency.");
    }

    private static bool TryAppend(ReadOnlySpan<char> digits, ref Int128 magnitude)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            magnitude = (magnitude * 10) + (digit - '0');
            // Stopping here keeps the 128 bits from wrapping, however long the text is.
            if (magnitude > (Int128)long.MaxValue + 1) return false;
        }

        return true;
    }
}
