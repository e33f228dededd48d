using System.Collections.Concurrent;
using System.Data.Common;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>Knows in which database each tenant's rows lie.</summary>
internal sealed class DatabaseMap(CommerceOptions options, IEnumerable<IDatabaseEngine> engines, SecretProtector secrets) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Id<Tenant>, Lazy<CommerceDatabase>> _dedicated = new();
    private readonly Lazy<CommerceDatabase> _shared = new(() => EngineOf(engines, options.DatabaseUrl).Open(options.DatabaseUrl, options.DatabaseAdminUrl));

    /// <summary>The database of the registry and of all tenants without their own.</summary>
    internal CommerceDatabase Shared => _shared.Value;

    internal CommerceDatabase For(Tenant tenant) =>
        tenant.ProtectedDatabaseUrl is not { } url
            ? Shared
            : _dedicated.GetOrAdd(tenant.Id, id => new(() => Open(secrets.Unprotect(url, Purpose(id))))).Value;

    /// <summary>Whether an exception means that a database is out of reach. Tenants' own databases may be of another engine.</summary>
    internal bool IsUnavailable(Exception exception) =>
        Shared.IsUnavailable(exception) || _dedicated.Values.Any(database => database.IsValueCreated && database.Value.IsUnavailable(exception));

    /// <summary>Makes and migrates the database of a dedicated tenant and returns its protected URL.</summary>
    internal async Task<string> ProvisionAsync(Id<Tenant> tenantId, string? url, CancellationToken cancellationToken)
    {
        var given = url is not null;
        url ??= await EngineOf(engines, options.DatabaseUrl).ProvisionAsync(options.DatabaseUrl, options.DatabaseAdminUrl, tenantId, cancellationToken);
        CommerceDatabase? database = null;
        try
        {
            database = Open(url);
            await database.MigrateAsync(cancellationToken);
            await database.CheckAsync(cancellationToken);
        }
        catch (Exception outage) when (database?.IsUnavailable(outage) == true)
        {
            // Not one of the databases that this map knows, so nobody above could tell what happened.
            throw new CommerceException(new(ErrorKind.Unavailable, "database_unavailable", "The tenant's database does not answer."));
        }
        catch (Exception failure) when (given && failure is DbException or ArgumentException or UriFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // The message could hold parts of the URL, and the URL is a secret.
            throw InputRules.Invalid("databaseUrl", "cannot be opened, migrated and served from.");
        }
        finally
        {
            if (database is not null)
                await database.DisposeAsync();
        }
        return secrets.Protect(url, Purpose(tenantId));
    }

    /// <summary>Closes a dedicated tenant's database and drops it if <see cref="ProvisionAsync"/> made it.</summary>
    internal async Task DropAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (_dedicated.TryRemove(tenant.Id, out var open) && open.IsValueCreated)
            await open.Value.DisposeAsync();
        await EngineOf(engines, options.DatabaseUrl).DropAsync(options.DatabaseUrl, options.DatabaseAdminUrl, tenant.Id, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_shared.IsValueCreated)
            await _shared.Value.DisposeAsync();
        foreach (var database in _dedicated.Values.Where(database => database.IsValueCreated))
            await database.Value.DisposeAsync();
    }

    private CommerceDatabase Open(string url)
    {
        var engine = EngineOf(engines, url);
        return engine.Open(url, engine.AdminUrlFor(url, options.DatabaseUrl, options.DatabaseAdminUrl));
    }

    private static string Purpose(Id<Tenant> tenantId) => $"tenant-database:{tenantId}";

    private static IDatabaseEngine EngineOf(IEnumerable<IDatabaseEngine> engines, string url) =>
        engines.FirstOrDefault(engine => engine.Handles(url))
        ?? throw new CommerceException(new(ErrorKind.Invalid, "validation_failed", "The database URL must begin with sqlite:/// or postgres://, and its engine must be registered."));
}
