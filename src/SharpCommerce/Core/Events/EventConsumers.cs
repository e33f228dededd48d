using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Data;
using SharpCommerce.Events;

namespace SharpCommerce.Core.Events;

/// <summary>The consumers of this process: their names, and what each wants of the types that there are.</summary>
internal sealed class EventConsumers
{
    // Looked at when events come, not when the process starts: consumers may need what is made by then.
    private readonly Lazy<IReadOnlyList<Wish>> _all;
    private readonly Lazy<SqlStatement> _isBehind;

    public EventConsumers(IServiceScopeFactory scopes, EventCatalog catalog)
    {
        _all = new(() => Ask(scopes, catalog));
        _isBehind = new(() => EventStatements.IsBehind([.. All.Select(consumer => consumer.Name)]));
    }

    internal IReadOnlyList<Wish> All => _all.Value;

    /// <summary>Whether there is anything to tell.</summary>
    internal SqlStatement IsBehind => _isBehind.Value;

    private static List<Wish> Ask(IServiceScopeFactory scopes, EventCatalog catalog)
    {
        using var scope = scopes.CreateScope();
        var wishes = new List<Wish>();
        foreach (var consumer in scope.ServiceProvider.GetServices<IEventConsumer>())
        {
            if (consumer.Name.Length == 0 || !consumer.Name.All(character => character is >= 'a' and <= 'z' or >= '0' and <= '9' or '_'))
                throw new InvalidOperationException($"'{consumer.Name}' is no name for a consumer of events: it must be lower_snake.");
            if (wishes.Exists(wish => wish.Name == consumer.Name))
                throw new InvalidOperationException($"Two consumers of events are called '{consumer.Name}'.");
            if (catalog.Types.Select(type => type.Name).Where(consumer.Wants).ToList() is { Count: > 0 } types)
                wishes.Add(new(consumer.Name, EventStatements.TellOf(types, (consumer as IConditionalConsumer)?.Condition)));
        }
        return wishes;
    }

    /// <summary>A consumer's name and how its deliveries are made.</summary>
    internal sealed record Wish(string Name, SqlStatement Tell);
}

/// <summary>A consumer of ours that most tenants have no use for: without the condition an event makes no delivery for it.</summary>
internal interface IConditionalConsumer
{
    /// <summary>In SQL that both engines know; <c>$1</c> is the tenant.</summary>
    string Condition { get; }
}
