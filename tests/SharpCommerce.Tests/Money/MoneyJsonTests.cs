using System.Text.Json;
using Xunit;

namespace SharpCommerce.Tests;

public sealed class MoneyJsonTests
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [Theory]
    [InlineData(1999, "USD", """{"amount":1999,"currency":"USD"}""")]
    [InlineData(-1, "JPY", """{"amount":-1,"currency":"JPY"}""")]
    [InlineData(long.MaxValue, "KWD", """{"amount":9223372036854775807,"currency":"KWD"}""")]
    [InlineData(long.MinValue, "KWD", """{"amount":-9223372036854775808,"currency":"KWD"}""")]
    public void Money_is_an_integer_amount_and_a_code(long amount, string currency, string json)
    {
        var money = new Money(amount, Currency.Parse(currency));

        Assert.Equal(json, JsonSerializer.Serialize(money, Strict));
        Assert.Equal(money, JsonSerializer.Deserialize<Money>(json, Strict));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"amount":1999}""")]
    [InlineData("""{"currency":"USD"}""")]
    [InlineData("""{"amount":19.99,"currency":"USD"}""")]
    [InlineData("""{"amount":1999.0,"currency":"USD"}""")]
    [InlineData("""{"amount":1e3,"currency":"USD"}""")]
    [InlineData("""{"amount":"1999","currency":"USD"}""")]
    [InlineData("""{"amount":null,"currency":"USD"}""")]
    [InlineData("""{"amount":true,"currency":"USD"}""")]
    [InlineData("""{"amount":9223372036854775808,"currency":"USD"}""")]
    [InlineData("""{"amount":1999,"currency":null}""")]
    [InlineData("""{"amount":1999,"currency":"usd"}""")]
    [InlineData("""{"amount":1999,"currency":"XXX"}""")]
    [InlineData("""{"amount":1999,"currency":840}""")]
    [InlineData("""1999""")]
    [InlineData("""null""")]
    [InlineData("""[1999,"USD"]""")]
    public void Anything_else_is_refused_even_by_lenient_options(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json, Strict));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json, JsonSerializerOptions.Web));
    }

    [Theory]
    [InlineData("""{"amount":1999,"currency":"USD","digits":2}""")]
    [InlineData("""{"amount":1999,"currency":"USD","amount":1}""")]
    [InlineData("""{"Amount":1999,"Currency":"USD"}""")]
    public void Strict_options_refuse_unknown_and_repeated_members(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json, Strict));

    [Fact]
    public void Money_without_a_currency_is_never_written() =>
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(new Money(1999, default), Strict));
}
