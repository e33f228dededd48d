using PennyPay.Conformance;
using SharpCommerce.Testing;
using SharpCommerce.Tests.Architecture;
using Xunit;

namespace SharpCommerce.Tests.Payments.Conformance;

/// <summary>What authors of payment plugins run, run on ours.</summary>
[Trait("Category", "Slow")]
public sealed class PaymentConformanceTests
{
    private const int MostLines = 60;

    public static TheoryData<string> Cases { get; } = [.. PaymentConformance.Cases.Select(found => found.Name)];

    [Theory, MemberData(nameof(Cases))]
    public Task The_sample_plugin_stands_it(string name) => RunAsync(name, async () => await PennyBank.StartAsync());

    [Theory, MemberData(nameof(Cases))]
    public Task Stripe_stands_it(string name) => RunAsync(name, () => FakeProviderBank.StartAsync(new StripeBank()));

    [Theory, MemberData(nameof(Cases))]
    public Task PayPal_stands_it(string name) => RunAsync(name, () => FakeProviderBank.StartAsync(new PayPalBank()));

    [Fact]
    public void The_sample_plugin_is_short() =>
        Assert.InRange(File.ReadLines(Path.Combine(Source.Root, "samples", "PaymentPlugin", "PennyPay", "PennyPay.cs")).Count(line => line.Trim().Length > 0), 1, MostLines);

    private static async Task RunAsync(string name, Func<Task<PaymentBank>> start)
    {
        await using var bank = await start();
        var reason = await PaymentConformance.Cases.Single(found => found.Name == name).RunAsync(bank);
        Assert.SkipWhen(reason is not null, reason ?? "");
    }
}
