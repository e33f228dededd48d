using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Settings;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Payments;

/// <summary>Keeps how a tenant is set up at payment providers. What is secret goes in and never comes out.</summary>
public sealed class PaymentSettingsManager
{
    private const int MaxValue = 4_000;

    private readonly TenantDb _db;
    private readonly PaymentProviders _providers;
    private readonly TimeProvider _clock;

    internal PaymentSettingsManager(TenantDb db, PaymentProviders providers, TimeProvider clock) => (_db, _providers, _clock) = (db, providers, clock);

    /// <summary>Every provider that this installation has, set up or not.</summary>
    public async Task<IReadOnlyList<PaymentSettingsView>> ListAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<PaymentSettingsView>();
        foreach (var id in _providers.Plugins.Select(plugin => plugin.Id).Prepend(ManualProvider.Id))
            all.Add((await FindAsync(id, cancellationToken))!);
        return all;
    }

    /// <summary>One of them; null when there is none of that id.</summary>
    public async Task<PaymentSettingsView?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        Setting? stored;
        await using (var session = await _db.ReadAsync(cancellationToken))
            stored = await session.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == PaymentOptions.NameOf(id), cancellationToken);
        return Show(id, stored);
    }

    /// <summary>Sets one up; in effect at once on this node, and within seconds on all. A secret that is not named stays as it is.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<PaymentSettingsView> SetAsync(string id, PaymentSettingsInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        var plugin = Plugin(id);
        await using var session = await _db.WriteAsync(cancellationToken);
        var stored = await session.Set<Setting>().SingleOrDefaultAsync(setting => setting.Name == PaymentOptions.NameOf(id), cancellationToken);
        if (expectedVersion is { } expected && expected != (stored?.Version ?? 0))
            throw CommerceErrors.Stale();
        var options = Options(plugin, stored is null ? null : PaymentOptions.Parse(stored.Value), input);
        if (stored is null)
            session.Context.Add(stored = new(PaymentOptions.NameOf(id)) { Version = 0 });
        (stored.Value, stored.UpdatedAt) = (options.Write(), _clock.Now());
        stored.Version++;
        await SaveAsync(session, cancellationToken);
        return Show(id, stored)!;
    }

    /// <summary>Forgets a tenant's own settings: the environment's serve it again, if there are any.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>precondition_failed</c>.</exception>
    public async Task RemoveAsync(string id, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        _ = Plugin(id);
        await using var session = await _db.WriteAsync(cancellationToken);
        var stored = await session.Set<Setting>().SingleOrDefaultAsync(setting => setting.Name == PaymentOptions.NameOf(id), cancellationToken) ?? throw PaymentErrors.PluginNotFound();
        if (expectedVersion is { } expected && expected != stored.Version)
            throw CommerceErrors.Stale();
        session.Context.Remove(stored);
        await SaveAsync(session, cancellationToken);
    }

    private PaymentPlugin? Plugin(string id) =>
        id == ManualProvider.Id ? null : _providers.Plugins.FirstOrDefault(found => found.Id == id) ?? throw PaymentErrors.PluginNotFound();

    private PaymentOptions Options(PaymentPlugin? plugin, PaymentOptions? before, PaymentSettingsInput input)
    {
        var fields = plugin?.Fields.Where(field => !field.Setting.OperatorOnly).ToDictionary(field => field.Name) ?? [];
        var errors = new Dictionary<string, List<string>>();
        foreach (var (name, value) in input.Settings)
        {
            if (!fields.ContainsKey(name))
                errors[$"settings.{name}"] = ["is not a setting of this provider."];
            else if (value?.Length > MaxValue)
                errors[$"settings.{name}"] = [$"must be at most {MaxValue} characters."];
        }
        var (shown, hidden) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var former = before is { HasOwn: true } ? _providers.OwnOf(plugin!.Id, before) : [];
        foreach (var (name, field) in fields)
        {
            var kept = field.Setting.Secret && !input.Settings.ContainsKey(name) ? former.GetValueOrDefault(name) : input.Settings.GetValueOrDefault(name);
            if (!string.IsNullOrEmpty(kept))
                (field.Setting.Secret ? hidden : shown)[name] = kept;
        }
        var own = shown.Count + hidden.Count > 0;
        // Without any of its own the environment's are meant. A half of them would silently be none.
        if (own)
        {
            foreach (var (field, fault) in plugin!.FaultsOf(shown.Concat(hidden).ToDictionary()).Where(fault => fields.ContainsKey(fault.Field)))
                errors.TryAdd($"settings.{field}", [fault]);
        }
        InputRules.Throw(errors);
        var options = new PaymentOptions
        {
            Enabled = input.Enabled,
            Capture = input.Capture,
            Settings = own ? shown : null,
            ProtectedSecrets = own ? _providers.Protect(plugin!.Id, hidden) : null,
            Set = [.. hidden.Keys.Order(StringComparer.Ordinal)],
        };
        if (own)
            Try(plugin!, options);
        return options;
    }

    /// <summary>What is complete can be wrong all the same, such as keys of two kinds; the plugin knows.</summary>
    private void Try(PaymentPlugin plugin, PaymentOptions options)
    {
        try
        {
            plugin.Make(_providers.ValuesOf(plugin, options), _clock);
        }
        catch (FormatException refusal)
        {
            throw InputRules.Invalid("settings", refusal.Message);
        }
    }

    private PaymentSettingsView? Show(string id, Setting? stored)
    {
        var plugin = _providers.Plugins.FirstOrDefault(found => found.Id == id);
        if (plugin is null && id != ManualProvider.Id)
            return null;
        var own = stored is null ? null : PaymentOptions.Parse(stored.Value);
        var values = plugin is null ? new Dictionary<string, string>() : _providers.ValuesOf(plugin, own);
        return new()
        {
            Id = id,
            Name = plugin?.Name ?? PaymentProviders.ManualName,
            Enabled = own?.Enabled ?? true,
            Capture = own?.Capture ?? CaptureMode.Manual,
            Configured = plugin is null || !plugin.FaultsOf(values).Any(),
            Source = plugin is null ? "none_needed" : own is { HasOwn: true } ? "own" : values.Count > 0 ? "environment" : "missing",
            WebhookPath = plugin is null ? null : $"/api/v1/webhooks/{id}/{_db.Tenant.Slug}",
            Fields = [.. (plugin?.Fields ?? []).Where(field => !field.Setting.OperatorOnly).Select(field => new PaymentFieldView(field.Name, field.Setting.Label, field.Setting.Secret, field.Setting.Required, field.Choices)
            {
                IsSet = field.Setting.Secret ? own?.Set.Contains(field.Name) == true : own?.Settings?.ContainsKey(field.Name) == true,
                // The operator's own values are not a tenant's to see.
                Value = field.Setting.Secret ? null : own?.Settings?.GetValueOrDefault(field.Name),
            })],
            Version = stored?.Version ?? 0,
        };
    }

    private async Task SaveAsync(Core.Data.DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || _db.Database.UniqueViolation(failure) is not null)
        {
            throw CommerceErrors.Stale();
        }
        _providers.Forget();
    }
}

/// <summary>How a provider is to be set up.</summary>
public sealed record PaymentSettingsInput
{
    /// <summary>Whether shoppers may choose it. What is under way goes on.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When money is taken.</summary>
    public CaptureMode Capture { get; init; }

    /// <summary>Values by the names of the provider's fields; null or empty takes one away. Without any, the environment's serve.</summary>
    [Required]
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}

/// <summary>How a provider is set up.</summary>
public sealed record PaymentSettingsView
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>What people read.</summary>
    public required string Name { get; init; }

    /// <summary>Whether shoppers may choose it.</summary>
    public required bool Enabled { get; init; }

    /// <summary>When money is taken.</summary>
    public required CaptureMode Capture { get; init; }

    /// <summary>Whether its settings are complete.</summary>
    public required bool Configured { get; init; }

    /// <summary>Where they come from: <c>own</c>, <c>environment</c>, <c>missing</c>, or <c>none_needed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Where the provider sends its webhooks, below the shop's address.</summary>
    public string? WebhookPath { get; init; }

    /// <summary>What can be set, in the order of a form.</summary>
    public required IReadOnlyList<PaymentFieldView> Fields { get; init; }

    /// <summary>Counts changes; 0 while nothing is stored.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Version { get; init; }
}

/// <summary>A field of a provider's form.</summary>
/// <param name="Name">Its name in <c>settings</c>.</param>
/// <param name="Label">What stands above it.</param>
/// <param name="Secret">Whether its value is never shown again.</param>
/// <param name="Required">Whether the provider is absent without it.</param>
/// <param name="Choices">The values to choose from; null for any text.</param>
public sealed record PaymentFieldView(string Name, string Label, bool Secret, bool Required, IReadOnlyList<string>? Choices)
{
    /// <summary>Whether the tenant has set it.</summary>
    public required bool IsSet { get; init; }

    /// <summary>The tenant's value, unless it is secret.</summary>
    public string? Value { get; init; }
}
