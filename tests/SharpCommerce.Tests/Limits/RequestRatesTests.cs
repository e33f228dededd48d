using System.Net;
using SharpCommerce.Core.Limits;
using SharpCommerce.Tenants;
using Xunit;

namespace SharpCommerce.Tests.Limits;

public sealed class RequestRatesTests
{
    private readonly SteppedClock _clock = new();

    [Fact]
    public void Each_minute_has_its_limit_and_says_what_is_left()
    {
        var rates = new RequestRates(new() { CredentialPerMinute = 3 }, _clock);
        _clock.Advance(TimeSpan.FromSeconds(18));
        Assert.Equal([2, 1, 0, -1, -2], Enumerable.Range(0, 5).Select(_ => rates.CountCredential("a").Left));
        Assert.Equal((2, 42, "3"), (rates.CountCredential("b").Left, rates.CountCredential("b").SecondsLeft, rates.CountCredential("b").Limit!.Text));
        Assert.True(rates.CountCredential("a").Refused);
        _clock.Advance(TimeSpan.FromSeconds(42));
        Assert.Equal((2, false, 60), (rates.CountCredential("a").Left, rates.CountCredential("a").Refused, rates.CountCredential("a").SecondsLeft));
    }

    [Fact]
    public void Nothing_is_counted_where_there_is_no_limit()
    {
        var rates = new RequestRates(new() { AddressPerMinute = 0, CredentialPerMinute = 0, TenantPerMinute = 0 }, _clock);
        Assert.Equal(default, rates.CountCredential("a"));
        Assert.Equal(default, rates.CountTenant(Id<Tenant>.New(_clock)));
        Assert.False(rates.CountAddress(default).Refused);
        Assert.Equal(0, rates.Keys);
    }

    [Fact]
    public void The_tightest_of_several_limits_is_shown()
    {
        var rates = new RequestRates(new() { AddressPerMinute = 10, CredentialPerMinute = 5 }, _clock);
        var (address, credential) = (rates.CountAddress(CallerNetwork.Of(IPAddress.Loopback)), rates.CountCredential("a"));
        Assert.Equal(credential, address.Tighter(credential));
        Assert.Equal(credential, credential.Tighter(address));
        Assert.Equal(address, address.Tighter(default));
        Assert.Equal(address, default(RateDecision).Tighter(address));
    }

    [Fact]
    public async Task Calls_at_the_same_time_are_all_counted()
    {
        var rates = new RequestRates(new() { CredentialPerMinute = 1_000 }, _clock);
        var passed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Enumerable.Range(0, 100).Count(_ => !rates.CountCredential("a").Refused))));
        Assert.Equal(1_000, passed.Sum());
    }

    [Fact]
    public void Memory_is_bounded_for_a_minute_and_empty_in_the_next()
    {
        var rates = new RequestRates(new() { AddressPerMinute = 2 }, _clock);
        var known = new CallerNetwork(1UL << 40);
        rates.CountAddress(known);
        for (var i = 0UL; i < RateTable<CallerNetwork>.MostKeys + 50_000; i++)
            rates.CountAddress(new(1UL << 41 | i));
        Assert.Equal(RateTable<CallerNetwork>.MostKeys, rates.Keys);
        Assert.False(rates.CountAddress(known).Refused);
        Assert.True(rates.CountAddress(known).Refused);
        // Those that found no place share counters, and are limited still.
        Assert.True(rates.CountAddress(new(1UL << 41 | 149_999)).Refused);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(rates.CountAddress(known).Refused);
        Assert.Equal(1, rates.Keys);
    }
}
