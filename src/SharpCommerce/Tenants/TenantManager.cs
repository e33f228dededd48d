using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Shipping;
using SharpCommerce.Tax;

namespace SharpCommerce.Tenants;

/// <summary>Creates and keeps tenants. For the operator of the whole installation, never for a tenant's own staff.</summary>
public sealed class TenantManager
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly PlatformDb _platform;
    private readonly DatabaseMap _databases;
    private readonly TenantRegistry _registry;
    private readonly EventRecording _events;
    private readonly TimeProvider _clock;

    internal TenantManager(PlatformDb platform, DatabaseMap databases, TenantRegistry registry, EventRecording events, TimeProvider clock)
    {
        _platform = platform;
        _databases = databases;
        _registry = registry;
        _events = events;
        _clock = clock;
    }

    /// <summary>Creates a tenant that is ready to sell: its database if it has its own, order numbers, a shipping method and tax rates.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>duplicate</c>.</exception>
    public async Task<Tenant> CreateAsync(TenantInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        if (Id<Tenant>.TryParse(input.Slug, null, out _))
            throw InputRules.Invalid("slug", "must not look like an id.");
        if (input.DatabaseUrl is not null && input.Isolation != TenantIsolation.Dedicated)
            throw InputRules.Invalid("databaseUrl", "is only for dedicated tenants.");
        if (input.DefaultCurrency == default)
            throw InputRules.Invalid("defaultCurrency", "is required.");
        var hosts = Hosts(input.Domains);
        var origins = TenantOrigins.Normalize(input.AllowedOrigins);
        if (await _registry.BySlugAsync(input.Slug, cancellationToken) is not null)
            throw TenantErrors.Duplicate("slug");

        var tenant = new Tenant(Id<Tenant>.New(_clock), input.Slug, input.Name, input.DefaultCurrency, input.Country, input.Isolation, _clock.Now());
        tenant.Domains.AddRange(hosts.Select(host => new TenantDomain(host)));
        tenant.AllowedOrigins.AddRange(origins.Select(origin => new TenantOrigin(origin)));
        if (input.Isolation == TenantIsolation.Dedicated)
            tenant.ProtectedDatabaseUrl = await _databases.ProvisionAsync(tenant.Id, input.DatabaseUrl, cancellationToken);

        // The rows first: the tenant is reachable only once it is in the registry.
        await SeedAsync(tenant, cancellationToken);
        try
        {
            await using var session = await _platform.WriteAsync(cancellationToken);
            session.Context.Add(tenant);
            await SaveAsync(session, cancellationToken);
        }
        catch (CommerceException)
        {
            // Somebody else has the slug or a domain: nothing of this one may stay.
            await RemoveRowsAsync(tenant, CancellationToken.None);
            await DropAsync(tenant, CancellationToken.None);
            throw;
        }
        _events.Announce(tenant);
        return tenant;
    }

    /// <summary>The tenant with the given slug or id, or null.</summary>
    public async Task<Tenant?> FindAsync(string slugOrId, CancellationToken cancellationToken = default) => await _registry.ByNameAsync(slugOrId, cancellationToken);

    /// <summary>All tenants, by slug.</summary>
    public Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken = default) => _registry.AllAsync(cancellationToken);

    /// <summary>Changes name, country, domains and allowed origins. Slug, currency and isolation stay.</summary>
    /// <exception cref="CommerceException"><c>tenant_not_found</c>, <c>validation_failed</c>, <c>duplicate</c>, <c>precondition_failed</c>.</exception>
    /// <param name="id">The tenant.</param>
    /// <param name="change">Gets what is said of the tenant now and gives what is to be said.</param>
    /// <param name="expectedVersion">The version that the caller saw; null when any will do.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<Tenant> UpdateAsync(Id<Tenant> id, Func<TenantInput, TenantInput> change, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        return ChangeAsync(
            id,
            expectedVersion,
            tenant =>
            {
                var input = change(new()
                {
                    Slug = tenant.Slug,
                    Name = tenant.Name,
                    DefaultCurrency = Currency.Parse(tenant.DefaultCurrency),
                    Country = tenant.Country,
                    Domains = [.. tenant.Domains.Select(domain => domain.Host)],
                    AllowedOrigins = [.. tenant.AllowedOrigins.Select(origin => origin.Origin)],
                    Isolation = tenant.Isolation,
                });
                InputRules.Check(input);
                var hosts = Hosts(input.Domains);
                var origins = TenantOrigins.Normalize(input.AllowedOrigins);
                Fixed("slug", input.Slug == tenant.Slug);
                Fixed("defaultCurrency", input.DefaultCurrency != default && input.DefaultCurrency.Code == tenant.DefaultCurrency);
                Fixed("isolation", input.Isolation == tenant.Isolation);
                Fixed("databaseUrl", input.DatabaseUrl is null);
                tenant.Name = input.Name;
                tenant.Country = input.Country;
                tenant.Domains.RemoveAll(domain => !hosts.Contains(domain.Host));
                tenant.Domains.AddRange(hosts.Where(host => tenant.Domains.TrueForAll(domain => domain.Host != host)).Select(host => new TenantDomain(host)));
                tenant.AllowedOrigins.RemoveAll(origin => !origins.Contains(origin.Origin));
                tenant.AllowedOrigins.AddRange(origins.Where(origin => tenant.AllowedOrigins.TrueForAll(known => known.Origin != origin)).Select(origin => new TenantOrigin(origin)));
            },
            cancellationToken);

        static void Fixed(string field, bool unchanged)
        {
            if (!unchanged)
                throw InputRules.Invalid(field, "cannot be changed.");
        }
    }

    /// <summary>Closes the tenant: every call answers 403 until <see cref="ResumeAsync"/>.</summary>
    public Task<Tenant> SuspendAsync(Id<Tenant> id, long? expectedVersion = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, expectedVersion, tenant => tenant.Status = TenantStatus.Suspended, cancellationToken);

    /// <summary>Opens it again.</summary>
    public Task<Tenant> ResumeAsync(Id<Tenant> id, long? expectedVersion = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, expectedVersion, tenant => tenant.Status = TenantStatus.Active, cancellationToken);

    /// <summary>Removes the tenant and every row of it. Cannot be undone.</summary>
    /// <exception cref="CommerceException"><c>tenant_not_found</c>, <c>precondition_failed</c>.</exception>
    public async Task DeleteAsync(Id<Tenant> id, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        var tenant = await SuspendAsync(id, expectedVersion, cancellationToken);
        // Closed first, on all nodes, so that nobody writes while it goes: what was under way has ended by then.
        await Task.Delay(TenantRegistry.Freshness + Grace, _clock, cancellationToken);
        await RemoveRowsAsync(tenant, cancellationToken);
        await using (var session = await _platform.WriteAsync(cancellationToken))
        {
            session.Context.Remove(await session.Set<Tenant>().SingleAsync(found => found.Id == id, cancellationToken));
            // The log tells of the deletion since it began: the suspension above wrote the call's entry.
            await session.CommitPartAsync(cancellationToken);
        }
        // Last: whoever repeats a deletion that broke off still needs the database.
        await DropAsync(tenant, cancellationToken);
        _registry.Forget();
    }

    private async Task RemoveRowsAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var database = _databases.For(tenant);
        await using var session = await database.BeginAsync(tenant.Id, write: true, cancellationToken);
        await TenantRows.DeleteAsync(session, cancellationToken);
        await database.ForgetTenantAsync(session, cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
    }

    private Task DropAsync(Tenant tenant, CancellationToken cancellationToken) =>
        tenant.Isolation == TenantIsolation.Dedicated ? _databases.DropAsync(tenant, cancellationToken) : Task.CompletedTask;

    private async Task<Tenant> ChangeAsync(Id<Tenant> id, long? expectedVersion, Action<Tenant> change, CancellationToken cancellationToken)
    {
        await using var session = await _platform.WriteAsync(cancellationToken);
        var tenant = await session.Set<Tenant>().Include(found => found.Domains).Include(found => found.AllowedOrigins).AsSplitQuery().SingleOrDefaultAsync(found => found.Id == id, cancellationToken) ?? throw TenantErrors.NotFound();
        if (expectedVersion is { } expected && expected != tenant.Version)
            throw CommerceErrors.Stale();
        change(tenant);
        tenant.Version++;
        tenant.UpdatedAt = _clock.Now();
        await SaveAsync(session, cancellationToken);
        return tenant;
    }

    private async Task SaveAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.Stale();
        }
        catch (DbUpdateException failure) when (_databases.Shared.UniqueViolation(failure) is { } index)
        {
            throw TenantErrors.Duplicate(index.Contains("domains", StringComparison.Ordinal) ? "domain" : "slug");
        }
        _registry.Forget();
    }

    private async Task SeedAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var database = _databases.For(tenant);
        await using var session = _events.Quietly(await database.BeginAsync(tenant.Id, write: true, cancellationToken));
        await database.PrepareTenantAsync(session, cancellationToken);
        session.Context.Add(ShippingDefaults.Standard(Currency.Parse(tenant.DefaultCurrency), _clock));
        session.Context.AddRange(TaxDefaults.All());
        await session.SaveAndCommitAsync(cancellationToken);
    }

    private static List<string> Hosts(IReadOnlyList<string> domains)
    {
        var hosts = new List<string>();
        for (var i = 0; i < domains.Count; i++)
        {
            if (Host(domains[i]) is not { } host)
                throw InputRules.Invalid($"domains[{i}]", "must be a host name such as shop.example.com, without scheme and port.");
            if (!hosts.Contains(host))
                hosts.Add(host);
        }
        return hosts;
    }

    /// <summary>The form in which hosts are compared: ASCII, lower case, no trailing dot, no port. Null when it is no host name.</summary>
    internal static string? Host(string text)
    {
        try
        {
            var host = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text.Trim().TrimEnd('.')).ToLowerInvariant();
            return host.Length <= 253 && Uri.CheckHostName(host) == UriHostNameType.Dns ? host : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
