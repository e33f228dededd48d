using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Events;

/// <summary>
/// Turns what a session changes into events of the same transaction. They are written last, when the session holds the rows that it changed:
/// so the order in which the events of one thing are inserted is the order in which they happened.
/// </summary>
internal sealed class EventRecorder(EventCatalog catalog, TimeProvider clock, Action committed)
{
    private const string Version = "Version";
    private const string UpdatedAt = "UpdatedAt";

    private readonly Dictionary<(Type Type, string Key), Change> _changes = [];
    private readonly HashSet<(Type Type, string Key)> _unexplained = [];
    private readonly List<OutboxMessage> _messages = [];
    private bool _any;

    private enum Kind
    {
        Updated,
        Created,
        Deleted,
    }

    internal void Attend(CommerceDbContext context) => context.SavingChanges += (_, _) => Collect(context.ChangeTracker);

    internal void Tell<T>(EventType<T> type, Guid aggregateId, T data)
        where T : class => Tell(type, aggregateId, EventType<T>.Write(data));

    /// <summary>Tells of a change that the context does not see.</summary>
    internal void Changed<T>(object id, string name)
        where T : class => ChangeOf(typeof(T), $"{id}").Names.Add(name);

    /// <summary>Adds the messages to what is saved next.</summary>
    internal void AddTo(CommerceDbContext context)
    {
        foreach (var ((type, key), change) in _changes)
        {
            var thing = (Telling.Thing)catalog.Of(type);
            var kind = change.Kind switch { Kind.Created => thing.Created, Kind.Deleted => thing.Deleted, _ => thing.Updated };
            JsonObject data = new() { [thing.Key] = key };
            if (change.Kind == Kind.Updated)
                data["changed"] = JsonSerializer.SerializeToNode(change.Names, ModelExtensions.Json);
            Tell(kind, IdOf(thing.Name, key), data.ToJsonString(ModelExtensions.Json));
        }
        var told = _messages.ConvertAll(message => message.AggregateId.ToString());
        if (_unexplained.FirstOrDefault(thing => !told.Contains(thing.Key)) is { Key: not null } silent)
            throw new InvalidOperationException($"{silent.Type.Name} {silent.Key} was changed without an event that says so.");
        context.AddRange(_messages);
        _any |= _messages.Count > 0;
        _changes.Clear();
        _unexplained.Clear();
        _messages.Clear();
    }

    internal void Committed()
    {
        if (_any)
            committed();
    }

    /// <summary>What has no id of its own, such as a country's tax rate, gets one that is made from its name.</summary>
    internal static Guid IdOf(string thing, string key) =>
        Guid.TryParse(key, out var id) ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{thing}/{key}")).AsSpan(0, 16), bigEndian: true);

    private void Tell(EventType type, Guid aggregateId, string payload) => _messages.Add(new(Id<OutboxMessage>.New(clock), type.Name, aggregateId, payload, clock.Now()));

    private void Collect(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            var type = entry.Metadata.ClrType;
            switch (catalog.Of(type))
            {
                case Telling.Thing thing:
                    Collect(entry, type, thing);
                    break;
                case Telling.Part part:
                    var key = entry.Metadata.GetForeignKeys().Single(found => found.PrincipalEntityType.ClrType == part.Of && found.PrincipalEntityType != entry.Metadata).Properties[^1];
                    Belongs(part.Of, Text(entry.Property(key.Name)), part.As);
                    break;
                case Telling.ByHand:
                    _unexplained.Add((type, KeyOf(entry)));
                    break;
                case Telling.Entry log when entry.State == EntityState.Added:
                    var (aggregateId, payload) = log.Of(entry.Entity);
                    Tell(log.Type, aggregateId, payload);
                    break;
            }
        }
    }

    private void Collect(EntityEntry entry, Type type, Telling.Thing thing)
    {
        var names = entry.State != EntityState.Modified ? [] : entry.Properties.Where(property => property.IsModified && !thing.Silent.Contains(property.Metadata.Name)).Select(property => property.Metadata.Name).ToList();
        if (entry.State == EntityState.Modified && names.Count == 0)
            return;
        var change = ChangeOf(type, KeyOf(entry));
        change.Kind = (entry.State, change.Kind) switch
        {
            (EntityState.Added, _) => Kind.Created,
            (EntityState.Deleted, _) => Kind.Deleted,
            var (_, before) => before,
        };
        change.Names.UnionWith(names.Where(name => name is not (Version or UpdatedAt)).Select(JsonNamingPolicy.CamelCase.ConvertName));
    }

    private void Belongs(Type owner, string key, string name)
    {
        if (catalog.Of(owner) is Telling.ByHand)
            _unexplained.Add((owner, key));
        else
            ChangeOf(owner, key).Names.Add(name);
    }

    private Change ChangeOf(Type type, string key)
    {
        if (!_changes.TryGetValue((type, key), out var change))
            _changes[(type, key)] = change = new();
        return change;
    }

    private static string KeyOf(EntityEntry entry) => Text(entry.Property(entry.Metadata.FindPrimaryKey()!.Properties[^1].Name));

    private static string Text(PropertyEntry property) => $"{property.CurrentValue ?? property.OriginalValue}";

    private sealed class Change
    {
        internal Kind Kind { get; set; }

        internal SortedSet<string> Names { get; } = new(StringComparer.Ordinal);
    }
}
