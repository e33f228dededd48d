namespace SharpCommerce.Events;

/// <summary>
/// Acts on what happened. Made anew in a scope of the event's tenant for every event; called at least once for each, in order for each aggregate,
/// by any node. Throwing means "again later"; an event that fails too often is put aside with its reason.
/// </summary>
public interface IEventConsumer
{
    /// <summary>The name under which progress is kept: lower_snake, and never another one afterwards.</summary>
    string Name { get; }

    /// <summary>Whether events of a type concern it.</summary>
    /// <param name="type">As in <see cref="DomainEvent.Type"/>.</param>
    bool Wants(string type);

    /// <summary>Acts. May be called again for an event that it has acted on already.</summary>
    /// <param name="occurred">What happened.</param>
    /// <param name="cancellationToken">Set when the server stops or the consumer takes too long.</param>
    Task HandleAsync(DomainEvent occurred, CancellationToken cancellationToken);
}
