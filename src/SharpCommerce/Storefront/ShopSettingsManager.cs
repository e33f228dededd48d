using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Settings;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Storefront;

/// <summary>Keeps <see cref="ShopSettings"/>.</summary>
public sealed class ShopSettingsManager
{
    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal ShopSettingsManager(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>The settings and their version.</summary>
    public async Task<(ShopView Settings, long Version)> GetAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        var stored = await session.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == ShopSettings.SettingName, cancellationToken);
        return (View(ShopSettings.Parse(stored?.Value)), stored?.Version ?? 0);
    }

    /// <summary>Changes the settings.</summary>
    /// <param name="change">Gets the settings of now and gives those to be.</param>
    /// <param name="expectedVersion">The version that the caller saw; null changes whatever came in between.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<(ShopView Settings, long Version)> UpdateAsync(Func<ShopSettings, ShopSettings> change, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var session = await _db.WriteAsync(cancellationToken);
        var stored = await session.Set<Setting>().SingleOrDefaultAsync(setting => setting.Name == ShopSettings.SettingName, cancellationToken);
        if (expectedVersion is { } expected && expected != (stored?.Version ?? 0))
            throw CommerceErrors.Stale();
        var settings = change(ShopSettings.Parse(stored?.Value));
        Check(settings);
        if (stored is null)
            session.Context.Add(stored = new(ShopSettings.SettingName) { Version = 0 });
        stored.Value = JsonSerializer.Serialize(settings, ModelExtensions.Json);
        stored.Version++;
        stored.UpdatedAt = _clock.Now();
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || _db.Database.UniqueViolation(failure) is not null)
        {
            throw CommerceErrors.Stale();
        }
        return (View(settings), stored.Version);
    }

    private static void Check(ShopSettings settings)
    {
        InputRules.Check(settings);
        if (settings.LogoUrl is { } logo && !WebAddress.IsValid(logo))
            throw InputRules.Invalid("logoUrl", WebAddress.Rule);
        for (var i = 0; i < settings.LegalLinks.Count; i++)
        {
            if (!WebAddress.IsValid(settings.LegalLinks[i].Url))
                throw InputRules.Invalid($"legalLinks[{i}].url", WebAddress.Rule);
        }
    }

    private ShopView View(ShopSettings settings) => new(
        settings.Name ?? _db.Tenant.Name, settings.LogoUrl, settings.Colors, settings.ContactEmail, settings.Locale, _db.Tenant.DefaultCurrency, _db.Tenant.Country, settings.LegalLinks);
}
