using SharpCommerce.FakePay;

// scripts/fakepay tells what to export; docs/guides/fake-providers.md describes the rest.
var settings = new ConfigurationBuilder().AddEnvironmentVariables("FAKEPAY_").AddCommandLine(args).Build();
var options = new FakePayOptions
{
    Folder = Setting("data") ?? Path.Combine("data", "fakepay"),
    Durable = Setting("durable") != "false",
    Specifications = Setting("specs"),
    StripePort = Port("stripe-port", 12111),
    PayPalPort = Port("paypal-port", 12112),
    ControlPort = Port("control-port", 12110),
    PayPalCertificateBase = Setting("paypal-certificate-base"),
};

await using var fake = await FakePayServer.StartAsync(options);
var account = fake.Accounts.First(one => one.Name == options.Account);
fake.AddAccount(account with
{
    StripeWebhookUrl = Setting("stripe-webhook") ?? account.StripeWebhookUrl,
    PayPalWebhookUrl = Setting("paypal-webhook") ?? account.PayPalWebhookUrl,
});
Console.WriteLine($"Stripe at {fake.StripeAddress}, PayPal at {fake.PayPalAddress}, control at {fake.ControlAddress}/_control.");
Console.WriteLine(fake.Validates
    ? $"Requests are checked against the official descriptions in {options.Specifications}."
    : "Requests are not checked against the official descriptions: --specs FOLDER (or FAKEPAY_SPECS) names their folder.");
Console.WriteLine($"The ledger is {Path.GetFullPath(Path.Combine(options.Folder, "ledger.ndjson"))}.");

var stopped = new TaskCompletionSource();
using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, Stop);
using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, Stop);
await stopped.Task;

string? Setting(string name) => (settings[name] ?? settings[name.Replace('-', '_')]) is { Length: > 0 } value ? value : null;

int Port(string name, int normal) => Setting(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : normal;

void Stop(System.Runtime.InteropServices.PosixSignalContext context)
{
    context.Cancel = true;
    stopped.TrySetResult();
}
