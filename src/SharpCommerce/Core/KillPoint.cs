using System.Diagnostics;
using System.Globalization;

namespace SharpCommerce.Core;

/// <summary>
/// Places where the tests of faults let the process die as by <c>kill -9</c>: between the steps of what must happen as one.
/// A field is compared when nothing is armed, which is always so outside the environment <c>Test</c>.
/// </summary>
internal static class KillPoint
{
    internal const string IdempotencyClaimed = "idempotency.claimed";
    internal const string IdempotencyBeforeAnswer = "idempotency.before-answer";
    internal const string IdempotencyAfterAnswer = "idempotency.after-answer";
    internal const string PlacementLocked = "placement.locked";
    internal const string PlacementBeforeCommit = "placement.before-commit";
    internal const string PlacementAfterCommit = "placement.after-commit";
    internal const string PaymentBeforeCall = "payment.before-call";
    internal const string PaymentAfterCall = "payment.after-call";
    internal const string ChangeBeforeCommit = "change.before-commit";
    internal const string ChangeAfterCommit = "change.after-commit";
    internal const string JobClaimed = "job.claimed";
    internal const string JobBetweenBatches = "job.between-batches";
    internal const string JobBeforeEnd = "job.before-end";
    internal const string EventsNumbered = "events.numbered";
    internal const string EventClaimed = "event.claimed";
    internal const string EventHandled = "event.handled";
    internal const string WebhookClaimed = "webhook.claimed";
    internal const string WebhookSent = "webhook.sent";
    internal const string MigrationLocked = "migration.locked";
    internal const string MigrationTables = "migration.tables";
    internal const string MigrationBeforeUnlock = "migration.before-unlock";
    internal const string StartupToken = "startup.token";
    internal const string StartupDemoProduct = "startup.demo-product";

    private static string? _armed;
    private static int _left;

    /// <summary>Dies where the setting says: <c>point</c>, or <c>point:n</c> for the n-th time that it is reached.</summary>
    internal static void Arm(string setting)
    {
        var parts = setting.Split(':');
        _left = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        _armed = parts[0];
    }

    internal static void Reach(string point)
    {
        if (_armed is null || _armed != point || Interlocked.Decrement(ref _left) != 0)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
