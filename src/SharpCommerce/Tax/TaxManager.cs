using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Tax;

/// <summary>The tenant's tax rates, one for each destination country. A country without a rate is untaxed.</summary>
public sealed class TaxManager
{
    private readonly TenantDb _db;

    internal TaxManager(TenantDb db) => _db = db;

    /// <summary>All rates, by country.</summary>
    public async Task<IReadOnlyList<TaxRate>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<TaxRate>().AsNoTracking().OrderBy(rate => rate.Country).ToListAsync(cancellationToken);
    }

    /// <summary>The rate of a country; null when it is untaxed.</summary>
    public async Task<TaxRate?> FindAsync(string country, CancellationToken cancellationToken = default)
    {
        if (!IsCountry(country))
            return null;
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<TaxRate>().AsNoTracking().SingleOrDefaultAsync(rate => rate.Country == country, cancellationToken);
    }

    /// <summary>Sets the rate of a country.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<TaxRate> SetAsync(string country, TaxRateInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        if (!IsCountry(country))
            throw InputRules.Invalid("country", "must be an ISO 3166-1 alpha-2 code.");
        await using var session = await _db.WriteAsync(cancellationToken);
        var rate = await session.Set<TaxRate>().SingleOrDefaultAsync(found => found.Country == country, cancellationToken);
        if (expectedVersion is { } expected && expected != rate?.Version)
            throw CommerceErrors.Stale();
        if (rate is null)
            session.Context.Add(rate = new(country));
        else
            rate.Version++;
        rate.Name = input.Name;
        rate.RatePpm = input.RatePpm;
        rate.Included = input.Included;
        rate.AppliesToShipping = input.AppliesToShipping;
        await SaveAsync(session, cancellationToken);
        return rate;
    }

    /// <summary>Makes a country untaxed.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>precondition_failed</c>.</exception>
    public async Task DeleteAsync(string country, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var rate = IsCountry(country) ? await session.Set<TaxRate>().SingleOrDefaultAsync(found => found.Country == country, cancellationToken) : null;
        if (rate is null)
            throw CommerceErrors.NotFound("tax rate");
        if (expectedVersion is { } expected && expected != rate.Version)
            throw CommerceErrors.Stale();
        session.Context.Remove(rate);
        await SaveAsync(session, cancellationToken);
    }

    private static bool IsCountry(string country) => country.Length == 2 && country.All(char.IsAsciiLetterUpper);

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
}

/// <summary>What staff say of a tax rate.</summary>
public sealed record TaxRateInput
{
    /// <summary>The name on the invoice.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string Name { get; init; }

    /// <summary>Parts per million: 25 % is 250,000.</summary>
    [Range(0, 1_000_000)]
    public required int RatePpm { get; init; }

    /// <summary>Whether prices already contain it.</summary>
    public bool Included { get; init; }

    /// <summary>Whether it is charged on shipping.</summary>
    public bool AppliesToShipping { get; init; } = true;
}
