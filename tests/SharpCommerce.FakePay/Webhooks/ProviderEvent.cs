using System.Text.Json.Nodes;

namespace SharpCommerce.FakePay.Webhooks;

/// <summary>Something that happened, as the provider tells it.</summary>
internal sealed record ProviderEvent(Provider Provider, FakeAccount Account, string Id, string Type, JsonObject Payload);

/// <summary>A webhook ready to be sent.</summary>
internal sealed record Outgoing(string Url, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Writes and signs an event for the endpoints that want it, in the way that the mode says.</summary>
internal delegate IReadOnlyList<Outgoing> WebhookWriter(ProviderEvent happened, FakeAccount receiver, WebhookMode mode);
