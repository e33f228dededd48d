using System.Globalization;

namespace SharpCommerce.Products.Import;

/// <summary>A number as written in a cell, held exactly: digits, and how many of them follow the point.</summary>
internal readonly record struct CsvDecimal(UInt128 Digits, int Scale)
{
    // With the longest weight factor the product still fits 128 bits.
    private const int MaxDigits = 24;

    /// <summary>Reads <c>digits[.digits]</c> and nothing else: no sign, space, separator or exponent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CsvDecimal value)
    {
        value = default;
        var point = text.IndexOf('.');
        var whole = (point < 0 ? text : text[..point]).TrimStart('0');
        var fraction = point < 0 ? default : text[(point + 1)..].TrimEnd('0');
        if (text.IsEmpty || point == 0 || point == text.Length - 1 || whole.Length + fraction.Length > MaxDigits) return false;
        UInt128 digits = 0;
        foreach (var c in whole)
            if (!TryAppend(ref digits, c)) return false;
        foreach (var c in fraction)
            if (!TryAppend(ref digits, c)) return false;
        value = new(digits, fraction.Length);
        return true;
    }

    /// <summary>The number in units of 10^-<paramref name="decimals"/>, if that is exact and fits.</summary>
    public bool TryToMinorUnits(int decimals, out long minorUnits)
    {
        minorUnits = 0;
        if (Scale > decimals) return false;
        var scaled = Digits * PowerOfTen(decimals - Scale);
        if (scaled > long.MaxValue) return false;
        minorUnits = (long)scaled;
        return true;
    }

    /// <summary>The number of the given unit in whole grams, half a gram rounded up. The pound is 453.59237 g and the ounce a sixteenth of it, by definition.</summary>
    public bool TryToGrams(string unit, out int grams)
    {
        (UInt128 factor, var scale) = unit switch
        {
            "kg" => (1000UL, 0),
            "lb" => (453_59237UL, 5),
            "oz" => (28_349523125UL, 9),
            _ => (1UL, 0),
        };
        var divisor = PowerOfTen(Scale + scale);
        var rounded = ((Digits * factor) + (divisor / 2)) / divisor;
        grams = rounded > int.MaxValue ? 0 : (int)rounded;
        return rounded <= int.MaxValue;
    }

    /// <summary>The opposite of <see cref="TryParse"/> with <see cref="TryToMinorUnits"/>.</summary>
    public static string Format(long minorUnits, int decimals)
    {
        var digits = minorUnits.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
    }

    private static bool TryAppend(ref UInt128 digits, char c)
    {
        if (!char.IsAsciiDigit(c)) return false;
        digits = (digits * 10) + (uint)(c - '0');
        return true;
    }

    private static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = 1;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
