using System.Diagnostics.Metrics;
using System.Reflection;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Telemetry;

/// <summary>What the business counts. No label names a person, and each takes its values from a small set.</summary>
internal static class CommerceMetrics
{
    private static readonly Counter<long> Orders = Counter("orders.placed", "{order}", "Orders placed.");
    private static readonly Counter<long> OrderValue = Counter("orders.value", null, "Totals of the orders placed, in minor units of their currency.");
    private static readonly Counter<long> Payments = Counter("payments", "{payment}", "Attempts to pay, by provider and outcome.");
    private static readonly Counter<long> PaymentCalls = Counter("payments.calls", "{call}", "Calls to payment providers, by provider, operation and outcome.");
    private static readonly Counter<long> PaymentDifferences = Counter("payments.differences", "{difference}", "Differences between payments, providers and ledger that the daily comparison found, by kind.");
    private static readonly Counter<long> PaymentAttentions = Counter("payments.attentions", "{payment}", "Payments that somebody has to look at, by reason.");
    private static readonly Counter<long> StockRefusals = Counter("stock.refusals", "{completion}", "Completions refused because stock was short.");
    private static readonly Counter<long> Carts = Counter("carts.created", "{cart}", "Carts made.");
    private static readonly Counter<long> SignIns = Counter("sign_ins", "{attempt}", "Attempts to sign in, by method and outcome: succeeded, or the code of the refusal.");
    private static readonly Counter<long> Jobs = Counter("jobs", "{run}", "Runs of jobs, by kind and outcome.");
    private static readonly Counter<long> Mails = Counter("mails", "{message}", "Mails, by purpose and outcome: sent, failed (it is tried again), given_up, dropped.");
    private static readonly UpDownCounter<long> MailsWaiting = CommerceTelemetry.Meter.CreateUpDownCounter<long>(Name("mails.waiting"), "{message}", "Mails that wait to be sent.");
    private static readonly Gauge<long> TenantsWaiting = CommerceTelemetry.Meter.CreateGauge<long>(Name("work.waiting"), "{tenant}", "Tenants whose background work waited at the last look, by kind.");
    private static readonly Gauge<long> WorkStalled = CommerceTelemetry.Meter.CreateGauge<long>(Name("work.stalled"), "s", "How long the worst tenant's work has been waiting without any of it being done, by kind.");
    private static readonly Counter<long> OutboundCalls = Counter("outbound.calls", "{call}", "Calls to addresses that tenants name, by class of status, or failed.");
    private static readonly Counter<long> Replays = Counter("idempotent.replays", "{call}", "Repeated calls that got their first answer.");
    private static readonly Counter<long> Refusals = Counter("refusals", "{answer}", "Answers that are errors, by code.");

    private static readonly Gauge<long> BrokenRules = CommerceTelemetry.Meter.CreateGauge<long>(Name("verification.violations"), "{row}", "Rows that broke a rule at the last verification.");
    private static int _databasesDown;

    static CommerceMetrics()
    {
        CommerceTelemetry.Meter.CreateObservableGauge(Name("databases.down"), () => Volatile.Read(ref _databasesDown), "{database}", "Databases that do not answer this process.");
        KeyValuePair<string, object?> version = new("version", typeof(CommerceMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);
        CommerceTelemetry.Meter.CreateObservableGauge(Name("build.info"), () => new Measurement<int>(1, version), null, "Always 1; its labels say what runs.");
    }

    /// <summary>For HTTP, which knows the labels.</summary>
    internal static Counter<long> Requests { get; } = Counter("requests", "{request}", "Calls answered, by route, method, class of status and tenant.");

    private static string Name(string name) => $"{CommerceTelemetry.Prefix}.{name}";

    private static Counter<long> Counter(string name, string? unit, string description) => CommerceTelemetry.Meter.CreateCounter<long>(Name(name), unit, description);

    /// <summary>Counts a database in that stopped answering, or out when it answers again.</summary>
    internal static void DatabaseDown(bool down) => Interlocked.Add(ref _databasesDown, down ? 1 : -1);

    internal static void Verified(long violations) => BrokenRules.Record(violations);

    internal static void OrderPlaced(string currency, long total)
    {
        KeyValuePair<string, object?> label = new("currency", currency);
        Orders.Add(1, label);
        OrderValue.Add(total, label);
    }

    internal static void Paid(string provider, string outcome) => Payments.Add(1, new("provider", provider), new("outcome", outcome));

    internal static void PaymentCalled(string provider, string operation, string outcome) => PaymentCalls.Add(1, new("provider", provider), new("operation", operation), new("outcome", outcome));

    internal static string Outcome<T>(T outcome)
        where T : struct, Enum => SnakeEnum<T>.Write(outcome);

    internal static void NeedsAttention(string reason) => PaymentAttentions.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal static void Differs(string kind) => PaymentDifferences.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Begins what is rare at zero, so that the first one is seen as an increase.</summary>
    internal static void WatchPayments()
    {
        PaymentCalls.Add(0, new("provider", "none"), new("operation", "read"), new("outcome", "answered"));
        PaymentAttentions.Add(0, new KeyValuePair<string, object?>("reason", "amount_mismatch"));
        PaymentDifferences.Add(0, new KeyValuePair<string, object?>("kind", "ledger"));
    }

    internal static void StockRefused() => StockRefusals.Add(1);

    internal static void CartCreated() => Carts.Add(1);

    /// <summary>Counts how an attempt to sign in ends.</summary>
    internal static async Task<T> SignInAsync<T>(string method, Func<Task<T>> attempt)
    {
        var outcome = "error";
        try
        {
            var result = await attempt();
            outcome = "succeeded";
            return result;
        }
        catch (CommerceException refused)
        {
            outcome = refused.Error.Code;
            throw;
        }
        finally
        {
            SignIns.Add(1, new("method", method), new("outcome", outcome));
        }
    }

    internal static void JobEnded(string kind, string outcome) => Jobs.Add(1, new("kind", kind), new("outcome", outcome));

    internal static void Mail(string purpose, string outcome) => Mails.Add(1, new("purpose", purpose), new("outcome", outcome));

    internal static void MailWaits(int change) => MailsWaiting.Add(change);

    internal static void Waiting(string work, int tenants, TimeSpan stalled)
    {
        KeyValuePair<string, object?> label = new("work", work);
        TenantsWaiting.Record(tenants, label);
        WorkStalled.Record((long)stalled.TotalSeconds, label);
    }

    internal static void OutboundCall(string outcome) => OutboundCalls.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal static void Replayed() => Replays.Add(1);

    internal static void Refused(string code) => Refusals.Add(1, new KeyValuePair<string, object?>("code", code));
}
