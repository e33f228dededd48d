using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Schedules;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Verification;

/// <summary>Checks that the rows are as they must be, whatever happened: all tenants' and the platform's own. Reads only, and may run beside servers.</summary>
internal sealed class Verifier(DatabaseMap databases, TenantRegistry registry, TimeProvider clock)
{
    internal const string AuditRule = "I12";
    private const string AuditName = "The audit log is whole and unchanged";
    private const int MostExamples = 5;

    /// <summary>Verifies every night, for the metric and for <c>GET /platform/schedules</c>.</summary>
    internal static readonly RecurringWork Nightly = new("verification", WorkSchedule.Cron("15 3 * * *"), (scope, cancellationToken) => scope.GetRequiredService<Verifier>().TellAsync(cancellationToken));

    private Invariant[]? _modelInvariants;

    internal async Task<Verification> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<Check>();
        var tenants = await registry.AllAsync(cancellationToken);
        Merge(checks, "platform", await RunAsync(databases.Shared, PlatformDb.Platform, cancellationToken));
        var silent = new List<string>();
        foreach (var tenant in tenants)
        {
            try
            {
                Merge(checks, tenant.Slug, await RunAsync(databases.For(tenant), tenant.Id, cancellationToken));
            }
            catch (Exception outage) when (tenant.Isolation == TenantIsolation.Dedicated && databases.IsUnavailable(outage))
            {
                silent.Add(tenant.Slug);
            }
        }
        checks.Add(new("I0", "Every tenant's database answers", silent.Count, silent));
        return new(checks.TrueForAll(check => check.Violations == 0), tenants.Count, checks);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var found = await RunAsync(cancellationToken);
        CommerceMetrics.Verified(found.Checks.Sum(check => (long)check.Violations));
        if (!found.Ok)
            throw new InvalidOperationException("Rules are broken; 'sharpcommerce verify' names the rows.");
    }

    /// <summary>One tenant's rows: every rule with what breaks it.</summary>
    internal async Task<List<Check>> RunAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        Invariant[] invariants = [.. Invariants.All, .. Invariants.At(clock.Now()), .. _modelInvariants ??= await ModelInvariantsAsync(database, tenantId, cancellationToken)];
        var checks = await database.SnapshotAsync(
            tenantId,
            [.. invariants.Select(invariant => invariant.Call)],
            async (rows, token) =>
            {
                var read = new List<Check>();
                foreach (var invariant in invariants)
                {
                    var breaches = new List<string>();
                    var count = 0;
                    for (; await rows.ReadAsync(token); count++)
                    {
                        if (count < MostExamples)
                            breaches.Add(rows.String(0));
                    }
                    read.Add(new(invariant.Id, invariant.Name, count, breaches));
                    await rows.NextResultAsync(token);
                }
                return read;
            },
            cancellationToken);
        var faults = await AuditChain.FaultsAsync(database, tenantId, cancellationToken);
        checks.Add(new(AuditRule, AuditName, faults.Count, [.. faults.Take(MostExamples)]));
        return checks;
    }

    private static async Task<Invariant[]> ModelInvariantsAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        await using var session = await database.BeginAsync(tenantId, write: false, cancellationToken);
        return [.. ModelInvariants.Of(session.Context.Model)];
    }

    private static void Merge(List<Check> all, string whose, List<Check> some)
    {
        foreach (var (i, check) in some.Index())
        {
            var examples = check.Examples.Select(example => $"{whose}: {example}");
            if (i == all.Count)
                all.Add(check with { Examples = [.. examples] });
            else
                all[i] = all[i] with { Violations = all[i].Violations + check.Violations, Examples = [.. all[i].Examples.Concat(examples).Take(MostExamples)] };
        }
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Ok">Whether nothing is broken.</param>
/// <param name="Tenants">How many tenants were looked at.</param>
/// <param name="Checks">Every rule.</param>
internal sealed record Verification(bool Ok, int Tenants, IReadOnlyList<Check> Checks);

/// <summary>A rule and how it fared.</summary>
/// <param name="Id">The rule's group.</param>
/// <param name="Name">What holds.</param>
/// <param name="Violations">How many rows break it.</param>
/// <param name="Examples">The first of them.</param>
internal sealed record Check(string Id, string Name, int Violations, IReadOnlyList<string> Examples);
