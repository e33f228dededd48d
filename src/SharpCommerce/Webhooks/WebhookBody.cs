using System.Text;
using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Events;

namespace SharpCommerce.Webhooks;

/// <summary>What a receiver gets to read.</summary>
internal static class WebhookBody
{
    /// <summary>As Standard Webhooks advises.</summary>
    internal const int MaxBytes = 20_000;

    internal static string Of(DomainEvent occurred)
    {
        var body = JsonSerializer.Serialize(
            new { type = occurred.Type, timestamp = occurred.OccurredAt, sequence = occurred.Sequence, aggregateId = occurred.AggregateId, data = occurred.Data }, ModelExtensions.Json);
        return Encoding.UTF8.GetByteCount(body) <= MaxBytes ? body : JsonSerializer.Serialize(
            new
            {
                type = occurred.Type,
                timestamp = occurred.OccurredAt,
                sequence = occurred.Sequence,
                aggregateId = occurred.AggregateId,
                data = (object?)null,
                dataUrl = $"/api/v1/admin/events?after={occurred.Sequence - 1}&limit=1",
            },
            ModelExtensions.Json);
    }
}
