using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Work;
using SharpCommerce.Events;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Events;

/// <summary>
/// From committed rows to a feed and its deliveries. Places in the feed are given out after the commit, under a lock of the tenant: what a reader
/// has passed never gets company. Messages of one aggregate were inserted under its row's lock, so their order is the order of what happened.
/// </summary>
internal sealed class Outbox(EventConsumers consumers, TimeProvider clock)
{
    /// <summary>Those of this process.</summary>
    internal EventConsumers Consumers => consumers;

    /// <summary>Gives places to what was committed, and makes deliveries for this process's consumers; says whether there was anything.</summary>
    internal async Task<bool> SequenceAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(tenantId, [consumers.IsBehind.With()], async (rows, token) => await rows.ReadAsync(token) && rows.Int(0) == 1, cancellationToken))
            return false;
        var now = await database.TimeAsync(clock, cancellationToken);
        SqlCall[] calls =
        [
            EventStatements.MakeFeed.With(),
            EventStatements.LockFeed.With(),
            .. consumers.All.Select(consumer => EventStatements.MakeConsumer.With(consumer.Name, now)),
            database.Events.Sequence.With(),
            EventStatements.MoveFeed.With(),
            .. consumers.All.SelectMany(consumer => (SqlCall[])[consumer.Tell.With(consumer.Name, now), EventStatements.MoveConsumer.With(consumer.Name, now)]),
        ];
        await database.WriteAsync(tenantId, calls, (_, _) => Task.FromResult(true), WriteMode.Quick, cancellationToken);
        KillPoint.Reach(KillPoint.EventsNumbered);
        return true;
    }

    /// <summary>Takes deliveries for a consumer: at most one of each aggregate, the earliest.</summary>
    internal async Task<IReadOnlyList<ClaimedEvent>> ClaimAsync(CommerceDatabase database, Id<Tenant> tenantId, string consumer, int most, CancellationToken cancellationToken)
    {
        var now = await database.TimeAsync(clock, cancellationToken);
        var (claim, until) = (Guid.NewGuid(), now + Retries.Lease);
        // What a crash of the database undoes here is only done again.
        return await database.WriteAsync(
            tenantId,
            [database.Events.Claim.With(consumer, claim, until, now, most), EventStatements.Claimed.With(consumer, claim, until)],
            async (rows, token) =>
            {
                var claimed = new List<ClaimedEvent>();
                await rows.NextResultAsync(token);
                while (await rows.ReadAsync(token))
                {
                    var data = JsonDocument.Parse(rows.String(5)).RootElement;
                    claimed.Add(new(consumer, claim, rows.Int(6), new(rows.Guid(1), rows.Long(0), rows.String(2), rows.Guid(3), rows.Time(4), data)));
                }
                return claimed;
            },
            WriteMode.NotDurable,
            cancellationToken);
    }

    /// <summary>What of a tenant's events is still to be told. Cheap for tenants with little of it; whom to ask, the worker's <c>WaitingAsync</c> knows.</summary>
    internal static Task<EventBacklog> BacklogAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken) => database.ReadAsync(
        tenantId,
        [EventStatements.Backlog.With()],
        async (rows, token) =>
        {
            await rows.ReadAsync(token);
            var (unplaced, undelivered) = (rows.TimeOrNull(3), rows.TimeOrNull(4));
            return new EventBacklog(rows.Long(0), rows.Long(1), rows.Long(2), unplaced < undelivered || undelivered is null ? unplaced : undelivered);
        },
        cancellationToken);

    /// <summary>The consumer has acted; false when another process has taken the delivery over meanwhile.</summary>
    internal static Task<bool> DoneAsync(CommerceDatabase database, Id<Tenant> tenantId, ClaimedEvent claimed) =>
        database.WriteAsync(tenantId, [EventStatements.Done.With(Key(claimed))], (rows, token) => rows.ReadAsync(token), WriteMode.NotDurable, CancellationToken.None);

    /// <summary>The consumer could not act: again later, or never.</summary>
    internal async Task FailedAsync(CommerceDatabase database, Id<Tenant> tenantId, ClaimedEvent claimed, string reason)
    {
        var now = await database.TimeAsync(clock, CancellationToken.None);
        var next = now + Retries.PauseAfter(claimed.Attempt);
        await WriteAsync(database, tenantId, claimed.Attempt >= Retries.MostTries
            ? [EventStatements.FreeRest.With([.. Key(claimed), now]), EventStatements.Park.With([.. Key(claimed), now, reason])]
            : [EventStatements.PutOffRest.With([.. Key(claimed), next]), EventStatements.Fail.With([.. Key(claimed), next, reason])]);
    }

    /// <summary>The process stops before the consumer has acted.</summary>
    internal async Task ReturnAsync(CommerceDatabase database, Id<Tenant> tenantId, ClaimedEvent claimed) =>
        await WriteAsync(database, tenantId, [EventStatements.Return.With([.. Key(claimed), await database.TimeAsync(clock, CancellationToken.None)])]);

    private static Task WriteAsync(CommerceDatabase database, Id<Tenant> tenantId, SqlCall[] calls) =>
        database.WriteAsync(tenantId, calls, (_, _) => Task.FromResult(true), WriteMode.Quick, CancellationToken.None);

    private static object?[] Key(ClaimedEvent claimed) => [claimed.Consumer, claimed.Event.Sequence, claimed.Claim];
}

/// <summary>What of a tenant's events is still to be told.</summary>
/// <param name="Unplaced">Events without a place in the feed.</param>
/// <param name="Waiting">Deliveries to be made.</param>
/// <param name="Parked">Deliveries that were given up.</param>
/// <param name="Oldest">When the oldest event happened that is unplaced or undelivered, those that were given up apart; null when all is told.</param>
internal sealed record EventBacklog(long Unplaced, long Waiting, long Parked, DateTimeOffset? Oldest);

/// <summary>A delivery that this process holds until its lease ends.</summary>
/// <param name="Consumer">For whom.</param>
/// <param name="Claim">Lets only this try write its outcome.</param>
/// <param name="Attempt">Which try it is, from 1.</param>
/// <param name="Event">What is to be told.</param>
internal sealed record ClaimedEvent(string Consumer, Guid Claim, int Attempt, DomainEvent Event);
