using System.Text.Json;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Audit;

/// <summary>Makes the audit entry of a session of staff or an operator, in the transaction of the changes that it tells of.</summary>
/// <param name="database">Where the log lies.</param>
/// <param name="actor">Who acts.</param>
/// <param name="clock">The time.</param>
/// <param name="action">The action in process, where no operation is known.</param>
internal sealed class AuditRecorder(CommerceDatabase database, Actor actor, TimeProvider clock, string action)
{
    private readonly AuditChanges _changes = new();

    /// <summary>Hears of everything that the context saves, however often.</summary>
    internal void Attend(CommerceDbContext context) => context.SavingChanges += (_, _) => _changes.Collect(context.ChangeTracker);

    internal void Note<T>(CommerceDbContext context, string id, object? before, object? after)
    {
        _changes.Add(context.Model.FindEntityType(typeof(T))!, id, JsonSerializer.SerializeToNode(before, ModelExtensions.Json), JsonSerializer.SerializeToNode(after, ModelExtensions.Json));
    }

    /// <summary>Adds the entry to what is saved next, if anything was changed. The log's lock is taken here, after all others, and kept to the end of the transaction.</summary>
    internal async Task AppendAsync(DbSession session, CancellationToken cancellationToken)
    {
        if (!_changes.Any)
            return;
        if (actor is { HasEntry: true, RequestId: not null })
            throw new InvalidOperationException("The call has its audit entry already: let only one of its commits write it.");
        var entry = new AuditEntry(session.Context.TenantId, Id<AuditEntry>.New(clock), clock.Now(), actor, actor.Operation ?? action);
        _changes.Describe(entry);
        entry.Follow(await database.LockAuditLogAsync(session, cancellationToken) ?? AuditHead.None);
        session.Context.Add(entry);
    }

    internal void Committed() => actor.HasEntry |= _changes.Any;
}
