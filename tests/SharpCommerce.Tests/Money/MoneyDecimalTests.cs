using System.Globalization;
using System.Numerics;
using CsCheck;
using Xunit;

namespace SharpCommerce.Tests;

public sealed class MoneyDecimalTests
{
    [Theory]
    [InlineData("19.99", "USD", 1999)]
    [InlineData("50", "USD", 5000)]
    [InlineData("50.5", "USD", 5050)]
    [InlineData("+0.01", "USD", 1)]
    [InlineData("-19.99", "USD", -1999)]
    [InlineData("-0.00", "USD", 0)]
    [InlineData("007.10", "USD", 710)]
    [InlineData("19.990000", "USD", 1999)]
    [InlineData("1999", "JPY", 1999)]
    [InlineData("1999.00", "JPY", 1999)]
    [InlineData("1.234", "KWD", 1234)]
    [InlineData("1.2", "KWD", 1200)]
    [InlineData("1.2340", "KWD", 1234)]
    [InlineData("92233720368547758.07", "USD", long.MaxValue)]
    [InlineData("-92233720368547758.08", "USD", long.MinValue)]
    [InlineData("9223372036854775807", "JPY", long.MaxValue)]
    [InlineData("00000000000000000000000000000000000000000000000001.00", "USD", 100)]
    public void A_decimal_number_is_read_exactly(string text, string currency, long amount) =>
        Assert.Equal(new Money(amount, Currency.Parse(currency)), Money.ParseDecimal(text, Currency.Parse(currency)));

    [Theory]
    [InlineData(null, "USD")]
    [InlineData("", "USD")]
    [InlineData("-", "USD")]
    [InlineData("+", "USD")]
    [InlineData(".", "USD")]
    [InlineData(".50", "USD")]
    [InlineData("5.", "USD")]
    [InlineData("--5", "USD")]
    [InlineData("+-5", "USD")]
    [InlineData("5-", "USD")]
    [InlineData(" 5", "USD")]
    [InlineData("5 ", "USD")]
    [InlineData("5\n", "USD")]
    [InlineData("1,234.50", "USD")]
    [InlineData("1_234", "USD")]
    [InlineData("1 234", "USD")]
    [InlineData("19,99", "USD")]
    [InlineData("1.2.3", "USD")]
    [InlineData("1.-2", "USD")]
    [InlineData("$5", "USD")]
    [InlineData("5 USD", "USD")]
    [InlineData("1e3", "USD")]
    [InlineData("0x10", "USD")]
    [InlineData("(5)", "USD")]
    [InlineData("NaN", "USD")]
    [InlineData("٥", "USD")]
    [InlineData("５", "USD")]
    [InlineData("−5", "USD")]
    [InlineData("19.999", "USD")]
    [InlineData("19.9900001", "USD")]
    [InlineData("19.990x", "USD")]
    [InlineData("1999.5", "JPY")]
    [InlineData("1.2345", "KWD")]
    public void Anything_else_is_refused(string? text, string currency)
    {
        Assert.False(Money.TryParseDecimal(text, Currency.Parse(currency), out var money));
        Assert.Equal(default, money);
        if (text is not null) Assert.Throws<FormatException>(() => Money.ParseDecimal(text, Currency.Parse(currency)));
    }

    [Theory]
    [InlineData("92233720368547758.08", "USD")]
    [InlineData("-92233720368547758.09", "USD")]
    [InlineData("9223372036854775808", "JPY")]
    [InlineData("9223372036854775807", "USD")]
    [InlineData("9223372036854775807", "KWD")]
    [InlineData("18446744073709551616", "JPY")]
    [InlineData("340282366920938463463374607431768211457", "JPY")]
    public void A_number_that_does_not_fit_is_refused_instead_of_wrapping(string text, string currency) =>
        Assert.False(Money.TryParseDecimal(text, Currency.Parse(currency), out _));

    [Fact]
    public void Without_a_currency_nothing_is_read() =>
        Assert.Throws<InvalidOperationException>(() => Money.TryParseDecimal("1", default, out _));

    [Theory]
    [InlineData(1999, "USD", "19.99")]
    [InlineData(5, "USD", "0.05")]
    [InlineData(-5, "USD", "-0.05")]
    [InlineData(0, "USD", "0.00")]
    [InlineData(1999, "JPY", "1999")]
    [InlineData(0, "JPY", "0")]
    [InlineData(1234, "KWD", "1.234")]
    [InlineData(1, "KWD", "0.001")]
    [InlineData(long.MinValue, "USD", "-92233720368547758.08")]
    public void An_amount_is_written_with_the_digits_of_its_currency(long amount, string currency, string text) =>
        Assert.Equal(text, new Money(amount, Currency.Parse(currency)).ToDecimalString());

    [Fact]
    public void The_culture_of_the_thread_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = ("~", ",", ".");
        CultureInfo.CurrentCulture = culture;
        try
        {
            var money = new Money(-123_456, Currency.Parse("USD"));
            Assert.Equal("-1234.56", money.ToDecimalString());
            Assert.Equal("-5 (none)", new Money(-5, default).ToString());
            Assert.Equal(money, Money.ParseDecimal("-1234.56", money.Currency));
            Assert.False(Money.TryParseDecimal("1.234,56", money.Currency, out _));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_is_written_is_read_back_in_every_currency() =>
        Gen.Select(Gen.Long, Gen.Int[0, Currency.All.Count - 1]).Sample(
            (amount, index) =>
            {
                var money = new Money(amount, Currency.All[index]);
                return Money.TryParseDecimal(money.ToDecimalString(), money.Currency, out var read) && read == money;
            },
            iter: 10_000);

    [Theory]
    [InlineData("USD")]
    [InlineData("JPY")]
    [InlineData("KWD")]
    public void What_is_read_equals_the_number_or_is_refused(string code)
    {
        var currency = Currency.Parse(code);
        var texts = Gen.Select(Gen.Bool, Gen.Char["0123456789"].Array[1, 21], Gen.Char["0012"].Array[0, 5],
            (negative, whole, fraction) => (negative ? "-" : "") + new string(whole) + (fraction.Length > 0 ? "." + new string(fraction) : ""));

        texts.Sample(
            text =>
            {
                // The number × 10^6 as an integer; a minor unit is then 10^(6 − digits).
                var point = text.IndexOf('.', StringComparison.Ordinal);
                var decimals = point < 0 ? 0 : text.Length - point - 1;
                var micros = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, 6 - decimals);
                var amount = BigInteger.DivRem(micros, BigInteger.Pow(10, 6 - currency.Digits), out var finer);
                var readable = finer.IsZero && amount >= long.MinValue && amount <= long.MaxValue;

                return Money.TryParseDecimal(text, currency, out var money) == readable && (!readable || money.Amount == amount);
            },
            iter: 10_000);
    }
}
