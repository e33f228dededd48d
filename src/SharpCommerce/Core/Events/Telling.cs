using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Events;

/// <summary>How changes of an entity become events. Every entity has one, so that a new one cannot be forgotten.</summary>
internal abstract record Telling
{
    /// <summary>It tells itself that it was created, updated (with the names of what changed) and deleted.</summary>
    /// <param name="Name">What it is called in types: <c>shipping_method</c>.</param>
    /// <param name="Called">What it is called in sentences.</param>
    /// <param name="Key">The member that names it.</param>
    /// <param name="Silent">Members whose change is no news.</param>
    internal sealed record Thing(string Name, string Called, string Key, params string[] Silent) : Telling
    {
        internal EventType Created { get; } = new($"{Name}.created.v1", $"{Called} was made.", Sample(Key, null));

        internal EventType Updated { get; } = new($"{Name}.updated.v1", $"{Called} was changed; `changed` names what.", Sample(Key, ["…"]));

        internal EventType Deleted { get; } = new($"{Name}.deleted.v1", $"{Called} was removed.", Sample(Key, null));

        private static JsonObject Sample(string key, string[]? changed)
        {
            JsonObject data = new() { [key] = key.EndsWith("Id", StringComparison.Ordinal) ? "019ab3c2-7c1e-7d60-8f0e-4f1c8f6f2a11" : "…" };
            if (changed is not null)
                data["changed"] = JsonSerializer.SerializeToNode(changed, ModelExtensions.Json);
            return data;
        }
    }

    /// <summary>It is a part of something else, which is told of as updated.</summary>
    /// <param name="Of">What it is a part of; a foreign key leads there.</param>
    /// <param name="As">What it is called among what changed.</param>
    internal sealed record Part(Type Of, string As) : Telling;

    /// <summary>Whoever changes it tells an event of its own. A commit without one is refused.</summary>
    internal sealed record ByHand : Telling;

    /// <summary>Its rows are events: each one that is added is told.</summary>
    /// <param name="Type">Their type.</param>
    /// <param name="Of">What happened to what, and what is told of it.</param>
    internal sealed record Entry(EventType Type, Func<object, (Guid AggregateId, string Payload)> Of) : Telling;

    /// <summary>Its changes are no events.</summary>
    /// <param name="Why">The reason.</param>
    internal sealed record Nothing(string Why) : Telling;
}
