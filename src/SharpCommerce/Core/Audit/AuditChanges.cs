using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Audit;

/// <summary>The rows that a call changed, as its audit entry tells them.</summary>
internal sealed class AuditChanges
{
    private const int MostText = 1_000;

    // Of a product with a thousand variants every row is named, but only so many are told in full.
    private const int MostInFull = 100;

    private readonly List<(IEntityType Entity, string Id, JsonObject Change)> _changes = [];

    internal bool Any => _changes.Count > 0;

    /// <summary>Takes over what is about to be saved.</summary>
    internal void Collect(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !Redaction.IsLeftOut(entry.Metadata)).ToList())
        {
            var changed = entry.State == EntityState.Modified
                ? entry.Properties.Where(property => property.IsModified).ToList()
                : [.. entry.Properties.Where(property => property.Metadata.Name != nameof(ITenantOwned.TenantId) && property.CurrentValue is not null)];
            Add(entry.Metadata, IdOf(entry), entry.State == EntityState.Added ? null : Values(changed, before: true), entry.State == EntityState.Deleted ? null : Values(changed, before: false));
        }
    }

    internal void Add(IEntityType entity, string id, JsonNode? before, JsonNode? after)
    {
        var change = new JsonObject
        {
            ["entity"] = CommerceDbContext.SnakeCase(entity.ShortName()),
            ["id"] = id,
            ["change"] = before is null ? "created" : after is null ? "deleted" : "updated",
        };
        if (_changes.Count < MostInFull)
            (change["before"], change["after"]) = (before, after);
        _changes.Add((entity, id, change));
    }

    /// <summary>Puts them into the entry. Its subject is the first thing that hangs on nothing else that was changed.</summary>
    internal void Describe(AuditEntry entry)
    {
        var types = _changes.Select(change => change.Entity).ToHashSet();
        var (entity, id, _) = _changes.Find(change => change.Entity.GetForeignKeys().All(key => key.PrincipalEntityType == change.Entity || !types.Contains(key.PrincipalEntityType)));
        (entry.Subject, entry.SubjectId) = entity is null ? ("", "") : (CommerceDbContext.SnakeCase(entity.ShortName()), id);
        entry.Changes = new JsonArray([.. _changes.Select(change => change.Change)]).ToJsonString(ModelExtensions.Json);
    }

    private static string IdOf(EntityEntry entry) => string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Where(property => property.Name != nameof(ITenantOwned.TenantId))
        .Select(property => Convert.ToString(entry.Property(property.Name).CurrentValue, CultureInfo.InvariantCulture)));

    private static JsonObject Values(List<PropertyEntry> properties, bool before)
    {
        var values = new JsonObject();
        foreach (var property in properties)
        {
            var value = before ? property.OriginalValue : property.CurrentValue;
            values[JsonNamingPolicy.CamelCase.ConvertName(property.Metadata.Name)] = value is not null && Redaction.InsteadOf(property.Metadata) is { } instead ? instead : Value(value is string json && Redaction.IsJson(property.Metadata) ? Redaction.WithoutSecrets(json) : value);
        }
        return values;
    }

    private static JsonNode? Value(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case string text:
                return Cut(text);
            case byte[] bytes:
                return $"({bytes.Length} bytes)";
            case Enum:
                return CommerceDbContext.SnakeCase(value.ToString()!);
        }
        var node = JsonSerializer.SerializeToNode(value, ModelExtensions.Json);
        return node is JsonArray or JsonObject && node.ToJsonString(ModelExtensions.Json) is { Length: > MostText } text2 ? Cut(text2) : node;
    }

    private static string Cut(string text) => text.Length <= MostText ? text : string.Concat(text.AsSpan(0, MostText), "…");
}
