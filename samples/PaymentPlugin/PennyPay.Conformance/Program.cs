using PennyPay.Conformance;
using SharpCommerce.Testing;

// Runs the plugin through everything that a payment plugin has to stand.
var failed = 0;
foreach (var test in PaymentConformance.Cases)
{
    await using var bank = await PennyBank.StartAsync();
    try
    {
        Console.WriteLine(await test.RunAsync(bank) is { } reason ? $"skipped  {test.Name}: {reason}" : $"passed   {test.Name}");
    }
    catch (ConformanceException fault)
    {
        failed++;
        Console.WriteLine($"FAILED   {test.Name}: {fault.Message}");
    }
}
return failed;
