using System.Runtime.CompilerServices;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Checkups;

/// <summary>The shared database, then those of dedicated tenants, then what waits in them.</summary>
internal sealed class DatabaseCheckup(DatabaseMap databases, TenantRegistry registry, SecretProtector secrets, CommerceOptions options, TimeProvider clock) : ICheckup
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readable = true;
        foreach (var finding in await InspectAsync("database", () => databases.Shared, cancellationToken))
        {
            readable &= finding.Level == FindingLevel.Ok || finding.Check is not ("database" or "database schema");
            yield return finding;
        }
        if (databases.Shared.Engine == "postgresql" && options.DatabaseAdminUrl is null)
            yield return new("database roles", FindingLevel.Warn, "One role owns the tables and serves, stepped down.", "Use two roles: set DATABASE_ADMIN_URL to the one that owns and migrates.");
        if (!readable)
            yield break;

        var tenants = await registry.AllAsync(cancellationToken);
        foreach (var tenant in tenants.Where(tenant => tenant.Isolation == TenantIsolation.Dedicated))
        {
            var check = $"database of {tenant.Slug}";
            if (!secrets.HasKey)
                yield return new(check, FindingLevel.Fail, "Its address cannot be read without the secrets key.", "Bring the secrets key back.");
            else
            {
                foreach (var finding in await InspectAsync(check, () => databases.For(tenant), cancellationToken))
                    yield return finding;
            }
        }
        var waiting = await databases.Shared.TenantsWithAsync(
            PendingWork.Jobs,
            [.. tenants.Where(tenant => tenant.Isolation == TenantIsolation.Shared).Select(tenant => tenant.Id)],
            await databases.Shared.TimeAsync(clock, cancellationToken),
            cancellationToken);
        yield return new("jobs", FindingLevel.Ok, waiting.Count == 0 ? "None waits." : $"Jobs of {waiting.Count} tenants wait for a node.");
    }

    private static async Task<IReadOnlyList<Finding>> InspectAsync(string check, Func<CommerceDatabase> open, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        CommerceDatabase? database = null;
        try
        {
            database = open();
            await foreach (var finding in database.InspectAsync(check, cancellationToken))
                findings.Add(finding);
        }
        catch (CommerceException wrong)
        {
            findings.Add(new(check, FindingLevel.Fail, wrong.Message, "Mend its address."));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Drivers' messages tell where and why, and never the password.
            findings.Add(database?.IsUnavailable(failure) == true
                ? new(check, FindingLevel.Fail, $"It does not answer: {failure.Message}", "Start it, or mend its address; servers go on by themselves when it is back.")
                : new(check, FindingLevel.Fail, $"It could not be looked at: {failure.GetType().Name}.", "Look at the database's log; if its address is encrypted, see that the secrets key is the right one."));
        }
        return findings;
    }
}
