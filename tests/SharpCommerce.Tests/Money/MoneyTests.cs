using Xunit;

namespace SharpCommerce.Tests;

public sealed class MoneyTests
{
    private static readonly Currency Usd = Currency.Parse("USD");
    private static readonly Currency Eur = Currency.Parse("EUR");

    [Fact]
    public void Amounts_of_one_currency_add_subtract_and_multiply()
    {
        Assert.Equal(new Money(2500, Usd), new Money(1999, Usd) + new Money(501, Usd));
        Assert.Equal(new Money(-1, Usd), new Money(1999, Usd) - new Money(2000, Usd));
        Assert.Equal(new Money(5997, Usd), new Money(1999, Usd) * 3);
    }

    [Fact]
    public void Two_currencies_never_mix()
    {
        Assert.Throws<InvalidOperationException>(() => new Money(1, Usd) + new Money(1, Eur));
        Assert.Throws<InvalidOperationException>(() => new Money(1, Usd) - new Money(1, Eur));
        Assert.NotEqual(new Money(1, Usd), new Money(1, Eur));
    }

    [Fact]
    public void An_amount_without_a_currency_does_not_calculate()
    {
        Assert.Throws<InvalidOperationException>(() => default(Money) + default(Money));
        Assert.Throws<InvalidOperationException>(() => new Money(1, Usd) - default(Money));
        Assert.Throws<InvalidOperationException>(() => default(Money) * 2);
        Assert.Throws<InvalidOperationException>(() => default(Money).ToDecimalString());
        Assert.Equal("0 (none)", default(Money).ToString());
    }

    [Fact]
    public void Arithmetic_that_does_not_fit_throws_instead_of_wrapping()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Usd) + new Money(1, Usd));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue, Usd) - new Money(1, Usd));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue / 2, Usd) * 3);
        Assert.Throws<OverflowException>(() => new Money(long.MinValue, Usd) * -1);
    }

    [Fact]
    public void Text_for_people_names_the_currency() => Assert.Equal("19.99 USD", new Money(1999, Usd).ToString());
}
