using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users.Oidc;

/// <summary>Signing in staff by the tenant's OpenID provider, for apps that run in a browser.</summary>
public sealed class OidcManager
{
    private readonly TenantDb _db;
    private readonly OidcSettingsManager _settings;
    private readonly OidcProvider _provider;
    private readonly OidcStates _states;
    private readonly OidcUsers _users;
    private readonly OidcSessions _sessions;

    internal OidcManager(TenantDb db, OidcSettingsManager settings, OidcProvider provider, OidcStates states, OidcUsers users, OidcSessions sessions)
    {
        _db = db;
        _settings = settings;
        _provider = provider;
        _states = states;
        _users = users;
        _sessions = sessions;
    }

    /// <summary>Begins a sign-in: the app keeps the state, sends the browser to the address, and compares the state that comes back.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>oidc_not_configured</c>, <c>oidc_failed</c>, <c>oidc_unavailable</c>.</exception>
    public async Task<OidcStart> StartAsync(OidcStartInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        var settings = await _settings.RequireAsync(cancellationToken);
        if (!_sessions.MayReturnTo(input.RedirectUri))
            throw InputRules.Invalid("redirectUri", "must be a page of this shop: on PUBLIC_URL, one of the tenant's domains or its allowedOrigins.");
        var state = OidcProvider.Begin(settings, input.RedirectUri);
        var text = _states.Seal(_db.Tenant, state);
        return new(await _provider.AuthorizationUrlAsync(_db.Tenant.Id, settings, state, text, cancellationToken), text);
    }

    /// <summary>Ends it with what the provider gave to the browser.</summary>
    /// <exception cref="CommerceException">
    /// <c>oidc_failed</c>, <c>oidc_unavailable</c>, <c>oidc_not_configured</c>, <c>validation_failed</c>, <c>two_factor_required</c>, <c>invalid_code</c>, <c>rate_limited</c>.
    /// </exception>
    public Task<SignedIn> CompleteAsync(OidcCompletion input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        return CommerceMetrics.SignInAsync("oidc", () => TryAsync(input, cancellationToken));
    }

    private async Task<SignedIn> TryAsync(OidcCompletion input, CancellationToken cancellationToken)
    {
        var settings = await _settings.RequireAsync(cancellationToken);
        var state = _states.Open(_db.Tenant, input.State);
        if (state is null || state.Issuer != settings.Issuer || state.ClientId != settings.ClientId)
            throw _provider.Refuse(_db.Tenant.Id, "the state is not valid, or has expired");
        if (state.UserId is { } known)
            return await _sessions.OpenAsync(state, await _users.FindAsync(known, cancellationToken) ?? throw _provider.Refuse(_db.Tenant.Id, "the user may not act"), input, false, cancellationToken);
        if (string.IsNullOrEmpty(input.Code))
            throw InputRules.Invalid("code", "is what the provider gave to the browser.");
        var identity = await _provider.RedeemAsync(_db.Tenant.Id, settings, _settings.ClientSecret(settings), state, input.Code, cancellationToken);
        User user;
        try
        {
            user = await _users.SignInAsync(settings, identity, cancellationToken);
        }
        catch (OidcRefusal refusal)
        {
            throw _provider.Refuse(_db.Tenant.Id, refusal.Message);
        }
        return await _sessions.OpenAsync(state, user, input, settings.TrustAmr && identity.UsedSecondFactor, cancellationToken);
    }
}

/// <summary>Where the provider sends the browser back to.</summary>
public sealed record OidcStartInput
{
    /// <summary>A page of the app, exactly as it is registered at the provider.</summary>
    [Required, StringLength(1_000)]
    public required string RedirectUri { get; init; }
}

/// <summary>A sign-in that has begun.</summary>
/// <param name="AuthorizationUrl">Where the browser goes.</param>
/// <param name="State">What must come back with it, unchanged.</param>
public sealed record OidcStart(string AuthorizationUrl, string State);

/// <summary>What came back from the provider.</summary>
public sealed record OidcCompletion
{
    /// <summary>The state of the sign-in.</summary>
    [Required, StringLength(OidcStates.MaxLength)]
    public required string State { get; init; }

    /// <summary>The provider's code; left out when only the second factor is sent.</summary>
    [StringLength(4_096)]
    public string? Code { get; init; }

    /// <summary>The six digits of the authenticator, for users with a second factor of their own.</summary>
    [StringLength(10)]
    public string? TwoFactorCode { get; init; }

    /// <summary>One of the recovery codes instead.</summary>
    [StringLength(64)]
    public string? RecoveryCode { get; init; }

    /// <summary>The program at the other end, shown in the list of sessions.</summary>
    internal string? UserAgent { get; init; }
}
