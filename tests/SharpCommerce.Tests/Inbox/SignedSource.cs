using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inbound;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Inbox;

/// <summary>A provider as tests need one: signs time and body with the tenant's own secret, and speaks of things that may be there or not.</summary>
internal sealed class SignedSource
{
    internal const string Name = "fakepay";

    /// <summary>What was handled, in that order.</summary>
    internal ConcurrentQueue<string> Handled { get; } = new();

    /// <summary>The things that exist.</summary>
    internal ConcurrentDictionary<string, bool> Things { get; } = new() { ["known"] = true };

    internal Func<InboundMessage, CancellationToken, Task> Act { get; set; } = (_, _) => Task.CompletedTask;

    internal void Register(IServiceCollection services) => services.AddScoped<IInboundSource>(scope => new Source(this, scope.GetRequiredService<TenantContext>()));

    internal static string Sign(Tenant tenant, string body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"secret of {tenant.Id}"), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }

    /// <summary>Sends a message as the provider does.</summary>
    internal static Task<Answer> SendAsync(TestShop shop, string id, string about = "known", string? signature = null, string? to = null)
    {
        var body = JsonSerializer.Serialize(new { id, about });
        return shop.Server.Platform.CallAsync("POST", $"webhooks/{Name}/{to ?? shop.Tenant.Slug}", body, ("X-Signature", signature ?? Sign(shop.Tenant, body, TimeProvider.System.GetUtcNow())));
    }

    private sealed class Source(SignedSource shared, TenantContext tenant) : IInboundSource
    {
        string IInboundSource.Name => Name;

        public Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken)
        {
            var body = Encoding.UTF8.GetString(request.Body.Span);
            var signature = request.Headers.GetValueOrDefault("x-signature") ?? "";
            if (signature.Length < 3 || signature.Split(',')[0] is not { Length: > 2 } time || !long.TryParse(time.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                || Math.Abs(request.ReceivedAt.ToUnixTimeSeconds() - seconds) > 300
                || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(tenant.Current, body, DateTimeOffset.FromUnixTimeSeconds(seconds)))))
                return Task.FromResult<InboundVerdict>(new InboundVerdict.Forged());
            try
            {
                return Task.FromResult<InboundVerdict>(new InboundVerdict.Accepted(JsonDocument.Parse(body).RootElement.Text("id")));
            }
            catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException)
            {
                return Task.FromResult<InboundVerdict>(new InboundVerdict.Malformed());
            }
        }

        public async Task<InboundOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken)
        {
            await shared.Act(message, cancellationToken);
            if (!shared.Things.ContainsKey(JsonDocument.Parse(message.Body).RootElement.Text("about")))
                return InboundOutcome.UnknownReference;
            shared.Handled.Enqueue($"{tenant.Current.Id} {message.ExternalId}");
            return InboundOutcome.Handled;
        }
    }
}
