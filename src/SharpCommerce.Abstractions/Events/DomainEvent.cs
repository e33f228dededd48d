using System.Text.Json;

namespace SharpCommerce.Events;

/// <summary>Something that happened in a shop, told once its transaction was committed.</summary>
/// <param name="Id">The same at every delivery: whoever must not act twice remembers it.</param>
/// <param name="Sequence">The place in the tenant's feed: from 1, without gaps, in an order that never changes.</param>
/// <param name="Type">The name and version, such as <c>order.placed.v1</c>. A version's shape is never narrowed.</param>
/// <param name="AggregateId">What it happened to: the order of <c>order.placed.v1</c>.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Data">What is told of it, as JSON.</param>
public sealed record DomainEvent(Guid Id, long Sequence, string Type, Guid AggregateId, DateTimeOffset OccurredAt, JsonElement Data);
