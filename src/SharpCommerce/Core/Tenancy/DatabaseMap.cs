using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Pages;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>Knows in which database each tenant's rows lie.</summary>
internal sealed partial class DatabaseMap : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Id<Tenant>, Lazy<CommerceDatabase>> _dedicated = new();
    private volatile HashSet<Id<Tenant>> _missing = [];
    private readonly Lazy<CommerceDatabase> _shared;
    private readonly CommerceOptions _options;
    private readonly IEnumerable<IDatabaseEngine> _engines;
    private readonly SecretProtector _secrets;
    private readonly CatalogChanges _changes;
    private readonly ILogger<DatabaseMap> _logger;

    public DatabaseMap(CommerceOptions options, IEnumerable<IDatabaseEngine> engines, SecretProtector secrets, CatalogChanges changes, ILogger<DatabaseMap> logger)
    {
        (_options, _engines, _secrets, _changes, _logger) = (options, engines, secrets, changes, logger);
        _shared = new(() => Attend(EngineOf(engines, options.DatabaseUrl).Open(options.DatabaseUrl, options.DatabaseAdminUrl), "the shared database"));
    }

    /// <summary>The database of the registry and of all tenants without their own.</summary>
    internal CommerceDatabase Shared => _shared.Value;

    internal CommerceDatabase For(Tenant tenant) =>
        tenant.ProtectedDatabaseUrl is not { } url
            ? Shared
            : _dedicated.GetOrAdd(tenant.Id, id => new(() => Attend(Open(_secrets.Unprotect(url, Purpose(id))), $"the database of tenant {id}"))).Value;

    /// <summary>Whether an exception means that a database is out of reach. Tenants' own databases may be of another engine.</summary>
    internal bool IsUnavailable(Exception exception) => Any(database => database.IsUnavailable(exception));

    /// <summary>Whether an exception means that a database's disk is full.</summary>
    internal bool IsStorageFull(Exception exception) => Any(database => database.IsStorageFull(exception));

    /// <summary>Makes and migrates the database of a dedicated tenant and returns its protected URL.</summary>
    internal async Task<string> ProvisionAsync(Id<Tenant> tenantId, string? url, CancellationToken cancellationToken)
    {
        var given = url is not null;
        url ??= await EngineOf(_engines, _options.DatabaseUrl).ProvisionAsync(_options.DatabaseUrl, _options.DatabaseAdminUrl, tenantId, cancellationToken);
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
        return _secrets.Protect(url, Purpose(tenantId));
    }

    /// <summary>Closes a dedicated tenant's database and drops it if <see cref="ProvisionAsync"/> made it.</summary>
    internal async Task DropAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (_dedicated.TryRemove(tenant.Id, out var open) && open.IsValueCreated)
            await open.Value.DisposeAsync();
        await EngineOf(_engines, _options.DatabaseUrl).DropAsync(_options.DatabaseUrl, _options.DatabaseAdminUrl, tenant.Id, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_shared.IsValueCreated)
            await _shared.Value.DisposeAsync();
        foreach (var database in _dedicated.Values.Where(database => database.IsValueCreated))
            await database.Value.DisposeAsync();
    }

    /// <summary>Closes databases whose tenants are gone: those that were missing from the list of all tenants twice, so that one that was made while it was read is not meant.</summary>
    internal async Task KeepAsync(IReadOnlySet<Id<Tenant>> tenants)
    {
        var missing = _dedicated.Keys.Where(id => !tenants.Contains(id)).ToHashSet();
        foreach (var id in missing.Where(_missing.Contains))
        {
            if (!_dedicated.TryRemove(id, out var open) || !open.IsValueCreated)
                continue;
            if (open.Value.Breaker.Failure is not null)
                CommerceMetrics.DatabaseDown(false);
            await open.Value.DisposeAsync();
        }
        _missing = missing;
    }

    private bool Any(Func<CommerceDatabase, bool> holds) => holds(Shared) || _dedicated.Values.Any(database => database.IsValueCreated && holds(database.Value));

    private CommerceDatabase Attend(CommerceDatabase database, string name)
    {
        database.CatalogChanged = _changes.Tell;
        database.Breaker.Changed = failure =>
        {
            CommerceMetrics.DatabaseDown(failure is not null);
            if (failure is null)
                LogRecovery(name);
            else
                LogOutage(name, failure);
        };
        return database;
    }

    private CommerceDatabase Open(string url)
    {
        var engine = EngineOf(_engines, url);
        return engine.Open(url, engine.AdminUrlFor(url, _options.DatabaseUrl, _options.DatabaseAdminUrl));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Database} does not answer ({Failure}): calls that need it are refused, and the catalog is served from what is kept, until it answers again")]
    private partial void LogOutage(string database, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} answers again")]
    private partial void LogRecovery(string database);

    private static string Purpose(Id<Tenant> tenantId) => $"tenant-database:{tenantId}";

    private static IDatabaseEngine EngineOf(IEnumerable<IDatabaseEngine> engines, string url) =>
        engines.FirstOrDefault(engine => engine.Handles(url))
        ?? throw new CommerceException(new(ErrorKind.Invalid, "validation_failed", "The database URL must begin with sqlite:/// or postgres://, and its engine must be registered."));
}
