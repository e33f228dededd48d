using System.Collections.Concurrent;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SharpCommerce.Core;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Oidc;

/// <summary>What providers say of themselves and the keys they sign with, kept for each tenant: what one of them named cannot reach another.</summary>
internal sealed class OidcDiscovery(OutboundClient client, TimeProvider clock)
{
    private const int MostEntries = 1_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromHours(1);

    /// <summary>How long a provider that failed is left alone, and how often new keys are looked for: anybody can make tokens with unknown ones.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(Id<Tenant> Tenant, string Issuer), Entry> _entries = new();

    private sealed record Entry(ConfigurationManager<OpenIdConnectConfiguration> Source, DateTimeOffset MadeAt)
    {
        internal DateTimeOffset FailedUntil { get; set; }
    }

    /// <summary>What the provider says.</summary>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    /// <exception cref="OidcRefusal">It answers for another issuer, or with addresses that may not be called.</exception>
    internal async Task<OpenIdConnectConfiguration> GetAsync(Id<Tenant> tenantId, string issuer, CancellationToken cancellationToken)
    {
        if (_entries.Count >= MostEntries)
            _entries.Clear();
        var entry = _entries.GetOrAdd((tenantId, issuer), _ => new(SourceOf(issuer), clock.Steady()));
        if (entry.FailedUntil > clock.Steady())
            throw new HttpRequestException("The provider did not answer a moment ago.");
        try
        {
            var found = await entry.Source.GetConfigurationAsync(cancellationToken);
            return found.Issuer == issuer ? found : throw new OidcRefusal($"the provider calls itself '{found.Issuer}', the settings say '{issuer}'");
        }
        catch (Exception failure) when (failure is not (OidcRefusal or OperationCanceledException))
        {
            entry.FailedUntil = clock.Steady() + Pause;
            throw new HttpRequestException("The provider's discovery document could not be read.", failure);
        }
    }

    /// <summary>Forgets what is known unless it was read just now: the provider may have new keys.</summary>
    internal bool Renew(Id<Tenant> tenantId, string issuer) =>
        _entries.TryGetValue((tenantId, issuer), out var entry) && entry.MadeAt + Pause < clock.Steady() && _entries.TryRemove(new((tenantId, issuer), entry));

    private ConfigurationManager<OpenIdConnectConfiguration> SourceOf(string issuer) =>
        new($"{issuer.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new Documents(client)) { AutomaticRefreshInterval = Freshness };

    private sealed class Documents(OutboundClient client) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Add(new("application/json"));
            var answer = await client.SendAsync(request, cancel);
            return answer.Status == 200 ? answer.Text : throw new HttpRequestException($"The status was {answer.Status}.");
        }
    }
}

/// <summary>What came from the provider does not let anybody in. The reason is for the log alone.</summary>
internal sealed class OidcRefusal(string reason) : Exception(reason)
{
    /// <summary>Whether the token names a key that is not known yet.</summary>
    internal bool UnknownKey { get; init; }
}
