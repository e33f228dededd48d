using System.Text.Json;
using Xunit;

namespace SharpCommerce.Tests;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("USD", 2)]
    [InlineData("EUR", 2)]
    [InlineData("XCG", 2)]
    [InlineData("ZWG", 2)]
    [InlineData("MGA", 2)]
    [InlineData("JPY", 0)]
    [InlineData("ISK", 0)]
    [InlineData("XPF", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    public void A_code_is_read_with_its_digits(string code, int digits)
    {
        var currency = Currency.Parse(code);

        Assert.Equal(code, currency.Code);
        Assert.Equal(code, currency.ToString());
        Assert.Equal(digits, currency.Digits);
    }

    [Fact]
    public void The_set_holds_the_circulating_currencies_of_the_standard()
    {
        Assert.Equal(155, Currency.All.Count);
        Assert.Equal(16, Currency.All.Count(currency => currency.Digits == 0));
        Assert.Equal(7, Currency.All.Count(currency => currency.Digits == 3));
        Assert.Equal(132, Currency.All.Count(currency => currency.Digits == 2));
        Assert.Equal(Currency.All.Count, Currency.All.Distinct().Count());
        Assert.Equal(Currency.All.Select(currency => currency.Code).Order(StringComparer.Ordinal), Currency.All.Select(currency => currency.Code));
        Assert.All(Currency.All, currency => Assert.Equal(currency, Currency.Parse(currency.Code)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("usd")]
    [InlineData("Usd")]
    [InlineData("US")]
    [InlineData("USDD")]
    [InlineData(" USD")]
    [InlineData("USD\n")]
    [InlineData("840")]
    [InlineData("ＵＳＤ")]
    [InlineData("AAA")]
    public void Anything_but_an_exact_code_is_refused(string? code)
    {
        Assert.False(Currency.TryParse(code, out var currency));
        Assert.Equal(default, currency);
    }

    [Theory]
    [InlineData("XXX")]
    [InlineData("XTS")]
    [InlineData("XAU")]
    [InlineData("XDR")]
    [InlineData("XAD")]
    [InlineData("CLF")]
    [InlineData("USN")]
    [InlineData("UYW")]
    [InlineData("CHE")]
    public void Funds_metals_units_of_account_and_test_codes_are_no_currencies(string code) =>
        Assert.Throws<FormatException>(() => Currency.Parse(code));

    [Theory]
    [InlineData("BGN")]
    [InlineData("HRK")]
    [InlineData("ANG")]
    [InlineData("ZWL")]
    [InlineData("SLL")]
    [InlineData("CUC")]
    public void Codes_withdrawn_before_the_first_release_are_not_in_the_set(string code) => Assert.False(Currency.TryParse(code, out _));

    [Fact]
    public void The_default_value_is_no_currency()
    {
        Currency none = default;

        Assert.DoesNotContain(none, Currency.All);
        Assert.Throws<InvalidOperationException>(() => none.Code);
        Assert.Throws<InvalidOperationException>(() => none.Digits);
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(none));
        Assert.Equal("(none)", none.ToString());
    }

    [Fact]
    public void In_json_a_currency_is_its_code()
    {
        Assert.All(Currency.All, currency =>
        {
            var json = JsonSerializer.Serialize(currency);
            Assert.Equal($"\"{currency.Code}\"", json);
            Assert.Equal(currency, JsonSerializer.Deserialize<Currency>(json));
        });
    }

    [Fact]
    public void In_json_a_currency_can_name_a_member()
    {
        var prices = new Dictionary<Currency, long> { [Currency.Parse("JPY")] = 1999 };

        var json = JsonSerializer.Serialize(prices);

        Assert.Equal("""{"JPY":1999}""", json);
        Assert.Equal(prices, JsonSerializer.Deserialize<Dictionary<Currency, long>>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<Currency, long>>("""{"jpy":1999}"""));
    }

    [Theory]
    [InlineData("\"usd\"")]
    [InlineData("\"XXX\"")]
    [InlineData("\"\"")]
    [InlineData("840")]
    [InlineData("null")]
    [InlineData("{}")]
    public void In_json_anything_else_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Currency>(json));
}
