using SharpCommerce.Products.Import;
using Xunit;

namespace SharpCommerce.Tests.Products.Import;

public class CsvDecimalTests
{
    [Theory]
    [InlineData("1", "lb", 454)]
    [InlineData("1", "oz", 28)]
    [InlineData("16", "oz", 454)]
    [InlineData("1.5", "kg", 1_500)]
    [InlineData("0.0005", "kg", 1)]
    [InlineData("0.00049999", "kg", 0)]
    [InlineData("226.79618500000003", "g", 227)]
    [InlineData("0.5", "g", 1)]
    [InlineData("1.4999999999999999999999", "g", 1)]
    [InlineData("2.20462262", "lb", 1_000)]
    [InlineData("0", "lb", 0)]
    [InlineData("4734391.029", "lb", int.MaxValue)]
    [InlineData("4734391.03", "lb", 0, false)]
    [InlineData("2147483.647", "kg", int.MaxValue)]
    [InlineData("999999999999999999999999", "oz", 0, false)]
    public void Weights_become_grams_exactly_and_half_a_gram_rounds_up(string text, string unit, int grams, bool fits = true)
    {
        Assert.True(CsvDecimal.TryParse(text, out var weight));
        Assert.Equal(fits, weight.TryToGrams(unit, out var converted));
        if (fits) Assert.Equal(grams, converted);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("1.2.3")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("1234567890123456789012345")]
    public void What_is_no_plain_number_is_refused(string text) => Assert.False(CsvDecimal.TryParse(text, out _));

    [Theory]
    [InlineData(0, 2, "0.00")]
    [InlineData(5, 2, "0.05")]
    [InlineData(12_345, 2, "123.45")]
    [InlineData(12_345, 0, "12345")]
    [InlineData(12_345, 3, "12.345")]
    public void Amounts_are_written_with_the_decimals_of_the_currency(long minorUnits, int decimals, string text)
    {
        Assert.Equal(text, CsvDecimal.Format(minorUnits, decimals));
        Assert.True(CsvDecimal.TryParse(text, out var amount) && amount.TryToMinorUnits(decimals, out var back) && back == minorUnits);
    }
}
