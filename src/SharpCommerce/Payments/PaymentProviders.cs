using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Settings;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>The ways to pay that a tenant offers: those whose settings, its own or the environment's, are complete and valid.</summary>
internal sealed partial class PaymentProviders(
    TenantDb db, IEnumerable<PaymentPlugin> plugins, KnownPaymentOptions known, CommerceOptions options, SecretProtector secrets, TimeProvider clock, ILogger<PaymentProviders> logger)
{
    internal const string ManualName = "Pay on invoice";

    private static readonly PaymentLink ManualLink = new(ManualProvider.Id, ManualName, ManualProvider.Instance, CaptureAtOnce: false);

    internal IEnumerable<PaymentPlugin> Plugins => plugins;

    internal async Task<IReadOnlyList<PaymentProviderInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<PaymentProviderInfo>();
        foreach (var id in plugins.Select(plugin => plugin.Id).Prepend(ManualProvider.Id))
        {
            if (await FindAsync(id, cancellationToken) is { } link)
                all.Add(new(link.Id, link.Name, link.Sandbox));
        }
        return all;
    }

    /// <exception cref="CommerceException"><c>provider_not_configured</c>, <c>validation_failed</c>.</exception>
    internal async Task<PaymentLink> RequireAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } link)
            return link;
        throw IdPattern().IsMatch(id) ? PaymentErrors.ProviderNotConfigured(id) : InputRules.Invalid("payment.provider", "must be the id of a payment provider.");
    }

    /// <summary>One that shoppers may choose; null when there is none or the tenant switched it off.</summary>
    internal async Task<PaymentLink?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await OptionsAsync(cancellationToken)).GetValueOrDefault(id) is { Enabled: false } ? null : await LinkAsync(id, cancellationToken);

    /// <summary>One by which something was paid: what is under way is carried on even when the tenant has switched it off.</summary>
    internal async Task<PaymentLink?> LinkAsync(string id, CancellationToken cancellationToken)
    {
        if (id == ManualProvider.Id)
            return ManualLink;
        if (plugins.FirstOrDefault(found => found.Id == id) is not { } plugin)
            return null;
        var own = (await OptionsAsync(cancellationToken)).GetValueOrDefault(id);
        var values = ValuesOf(plugin, own);
        if (plugin.FaultsOf(values).Any())
            return null;
        try
        {
            var provider = plugin.Make(values, clock);
            return new(id, plugin.Name, provider, own?.Capture == CaptureMode.Automatic && provider.Capabilities.AutomaticCapture);
        }
        catch (Exception refusal) when (refusal is ArgumentException or FormatException or JsonException or NotSupportedException or InvalidOperationException)
        {
            // Not the message: it may quote a key.
            LogUseless(id, refusal.GetType().Name);
            return null;
        }
    }

    /// <summary>The values in effect. Where calls go is the operator's to say, whoever's the keys are.</summary>
    internal IReadOnlyDictionary<string, string> ValuesOf(PaymentPlugin plugin, PaymentOptions? own)
    {
        var values = new Dictionary<string, string>();
        var ownValues = own is { HasOwn: true } ? OwnOf(plugin.Id, own) : null;
        foreach (var field in plugin.Fields)
        {
            var value = ownValues is null || field.Setting.OperatorOnly
                ? field.Setting.Environment is { } variable ? options.Environment(variable) : null
                : ownValues.GetValueOrDefault(field.Name);
            if (!string.IsNullOrEmpty(value))
                values[field.Name] = value;
        }
        return values;
    }

    /// <summary>A tenant's own values, the secrets among them.</summary>
    internal Dictionary<string, string> OwnOf(string provider, PaymentOptions own)
    {
        var values = new Dictionary<string, string>(own.Settings ?? new Dictionary<string, string>());
        if (own.ProtectedSecrets is { } sealedSecrets)
        {
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(secrets.Unprotect(sealedSecrets, Purpose(provider)))!)
                values[name] = value;
        }
        return values;
    }

    internal string? Protect(string provider, Dictionary<string, string> values) => values.Count == 0 ? null : secrets.Protect(JsonSerializer.Serialize(values), Purpose(provider));

    internal void Forget() => known.Forget(db.Tenant.Id);

    private string Purpose(string provider) => $"payment-provider:{provider}:{db.Tenant.Id}";

    internal async Task<IReadOnlyDictionary<string, PaymentOptions>> OptionsAsync(CancellationToken cancellationToken)
    {
        if (known.Find(db.Tenant.Id) is { } found)
            return found;
        await using var session = await db.ReadAsync(cancellationToken);
        var rows = await session.Set<Setting>().AsNoTracking().Where(setting => setting.Name.StartsWith("payment_provider.")).ToListAsync(cancellationToken);
        return known.Keep(db.Tenant.Id, rows.ToDictionary(row => PaymentOptions.ProviderOf(row.Name), row => PaymentOptions.Parse(row.Value)));
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{1,39}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    internal static partial Regex IdPattern();

    [LoggerMessage(Level = LogLevel.Error, Message = "The settings of payment provider {Provider} cannot be used: {Failure}")]
    private partial void LogUseless(string provider, string failure);
}

/// <summary>What tenants decided, kept for a moment: a completion must not ask for it each time, and a change must be in effect soon on every node.</summary>
internal sealed class KnownPaymentOptions(TimeProvider clock)
{
    private const int MostTenants = 10_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Id<Tenant>, (long Since, IReadOnlyDictionary<string, PaymentOptions> Options)> _known = new();

    internal IReadOnlyDictionary<string, PaymentOptions>? Find(Id<Tenant> tenantId) =>
        _known.TryGetValue(tenantId, out var entry) && clock.GetElapsedTime(entry.Since) < Freshness ? entry.Options : null;

    internal IReadOnlyDictionary<string, PaymentOptions> Keep(Id<Tenant> tenantId, IReadOnlyDictionary<string, PaymentOptions> options)
    {
        if (_known.Count >= MostTenants)
            _known.Clear();
        _known[tenantId] = (clock.GetTimestamp(), options);
        return options;
    }

    internal void Forget(Id<Tenant> tenantId) => _known.TryRemove(tenantId, out _);
}

/// <summary>A provider that is set up for a tenant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people read.</param>
/// <param name="Provider">The plugin's.</param>
/// <param name="CaptureAtOnce">Whether money is taken as soon as it is promised.</param>
internal sealed record PaymentLink(string Id, string Name, IPaymentProvider Provider, bool CaptureAtOnce)
{
    /// <summary>Whether it asks nobody: its answers may be had inside a transaction.</summary>
    internal bool IsLocal => Provider is ManualProvider;

    internal bool Sandbox => Provider.Capabilities.Sandbox;
}

/// <summary>A way to pay.</summary>
/// <param name="Id">What <c>complete</c> names.</param>
/// <param name="Name">What shoppers read.</param>
/// <param name="Sandbox">Whether no real money moves.</param>
public sealed record PaymentProviderInfo(string Id, string Name, bool Sandbox);
