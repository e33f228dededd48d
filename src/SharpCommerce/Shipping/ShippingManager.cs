using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Shipping;

/// <summary>The ways in which a tenant sends its orders.</summary>
public sealed class ShippingManager
{
    private const int MaxMethods = 100;

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal ShippingManager(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>All shipping methods, in the order in which shoppers see them.</summary>
    public async Task<IReadOnlyList<ShippingMethod>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<ShippingMethod>().AsNoTracking().OrderBy(method => method.Position).ThenBy(method => method.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The shipping method with the given id, or null.</summary>
    public async Task<ShippingMethod?> FindAsync(Id<ShippingMethod> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<ShippingMethod>().AsNoTracking().SingleOrDefaultAsync(method => method.Id == id, cancellationToken);
    }

    /// <summary>Creates a shipping method.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<ShippingMethod> CreateAsync(ShippingMethodInput input, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        if (await session.Set<ShippingMethod>().CountAsync(cancellationToken) >= MaxMethods)
            throw InputRules.Invalid("name", $"cannot be added: a tenant has at most {MaxMethods} shipping methods.");
        var method = new ShippingMethod(Id<ShippingMethod>.New(_clock));
        Apply(method, input);
        session.Context.Add(method);
        await session.SaveAndCommitAsync(cancellationToken);
        return method;
    }

    /// <summary>Replaces a shipping method. Carts that chose it are priced anew at their next read.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<ShippingMethod> UpdateAsync(Id<ShippingMethod> id, ShippingMethodInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        var method = await LoadAsync(session, id, expectedVersion, cancellationToken);
        Apply(method, input);
        method.Version++;
        await SaveAsync(session, cancellationToken);
        return method;
    }

    /// <summary>Removes a shipping method that no cart refers to; switch it off instead when one does.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>in_use</c>, <c>precondition_failed</c>.</exception>
    public async Task DeleteAsync(Id<ShippingMethod> id, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var method = await LoadAsync(session, id, expectedVersion, cancellationToken);
        if (await session.Set<Carts.Cart>().AnyAsync(cart => cart.ShippingMethodId == id, cancellationToken))
            throw CommerceErrors.InUse("Carts have chosen this shipping method; switch it off (enabled: false) instead.");
        session.Context.Remove(method);
        await SaveAsync(session, cancellationToken);
    }

    private static async Task<ShippingMethod> LoadAsync(DbSession session, Id<ShippingMethod> id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var method = await session.Set<ShippingMethod>().SingleOrDefaultAsync(found => found.Id == id, cancellationToken) ?? throw CommerceErrors.NotFound("shipping method");
        return expectedVersion is null || expectedVersion == method.Version ? method : throw CommerceErrors.Stale();
    }

    private static async Task SaveAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.Stale();
        }
    }

    private void Check(ShippingMethodInput input)
    {
        InputRules.Check(input);
        if (input.Price.Amount is < 0 or > 100_000_000_000)
            throw InputRules.Invalid("price", "must be from 0 to 100000000000 minor units.");
        if (input.Price.Currency == default || input.Price.Currency.Code != _db.Tenant.DefaultCurrency)
            throw InputRules.Invalid("price", $"must be in {_db.Tenant.DefaultCurrency}.");
        if (input.Countries.Any(country => country.Length != 2 || !country.All(char.IsAsciiLetterUpper)))
            throw InputRules.Invalid("countries", "must be ISO 3166-1 alpha-2 codes.");
    }

    private static void Apply(ShippingMethod method, ShippingMethodInput input)
    {
        method.Name = input.Name;
        method.Price = input.Price.Amount;
        method.Countries = [.. input.Countries.Distinct()];
        method.Position = input.Position;
        method.Enabled = input.Enabled;
    }
}

/// <summary>What staff say of a shipping method.</summary>
public sealed record ShippingMethodInput
{
    /// <summary>The name that shoppers see.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string Name { get; init; }

    /// <summary>The flat rate, in the tenant's currency.</summary>
    public required Money Price { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 countries that it serves; empty means all.</summary>
    [MaxLength(250)]
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Its place in the list.</summary>
    public int Position { get; init; }

    /// <summary>Whether shoppers may choose it.</summary>
    public bool Enabled { get; init; } = true;
}
