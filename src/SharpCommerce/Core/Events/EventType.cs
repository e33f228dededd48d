using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Events;

/// <summary>A kind of event. What a version tells is never narrowed: whatever needs another shape is another version.</summary>
/// <param name="Name">Name and version, such as <c>order.placed.v1</c>.</param>
/// <param name="When">When it is told, as a sentence.</param>
/// <param name="Example">What is told.</param>
internal record EventType(string Name, string When, JsonObject Example);

/// <summary>A kind of event that is told by hand, with its own record.</summary>
/// <typeparam name="T">What is told: ids, amounts and names of what changed, never a person's data or a secret.</typeparam>
internal sealed record EventType<T>(string Name, string When, T Sample) : EventType(Name, When, JsonSerializer.SerializeToNode(Sample, ModelExtensions.Json)!.AsObject())
    where T : class
{
    internal static string Write(T data) => JsonSerializer.Serialize(data, ModelExtensions.Json);
}
