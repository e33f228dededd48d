using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Inbound;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Inbox;

/// <summary>Lets sources handle what they accepted. What refers to something unknown is tried for a day, because it may have come before what it speaks of.</summary>
internal sealed partial class InboxWorker(TenantRegistry registry, DatabaseMap databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger<InboxWorker> logger)
    : TenantWorker(PendingWork.Inbox, registry, databases, scopes, clock, logger)
{
    internal const string UnknownReference = "unknown_reference";
    internal static readonly TimeSpan KeptUnknown = TimeSpan.FromHours(24);
    private static readonly TimeSpan FirstUnknownPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestUnknownPause = TimeSpan.FromMinutes(10);
    private const int MostAtOnce = 4;
    private const int MostAtOnceInAll = 32;

    private readonly Bulkhead<Id<Tenant>> _running = new(MostAtOnce, MostAtOnceInAll);

    public override void Dispose()
    {
        _running.Dispose();
        base.Dispose();
    }

    /// <summary>Waits until everything that runs now has ended.</summary>
    internal Task IdleAsync() => _running.IdleAsync();

    protected override async Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var tenant = scope.GetRequiredService<TenantContext>().Current;
        var database = Databases.For(tenant);
        // A message of a source that this process has not is another's to handle.
        var sources = scope.GetServices<IInboundSource>().Select(source => source.Name).ToList();
        if (sources.Count > 0 && _running.Free(tenant.Id) is > 0 and var free)
        {
            foreach (var claimed in await ClaimAsync(database, tenant.Id, sources, free, cancellationToken))
                await _running.BeginAsync(tenant.Id, () => RunAsync(tenant, database, claimed, cancellationToken), () => Signal(tenant), cancellationToken);
        }
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await IdleAsync();
        }
    }

    private async Task<List<Claimed>> ClaimAsync(CommerceDatabase database, Id<Tenant> tenantId, List<string> sources, int most, CancellationToken cancellationToken)
    {
        var now = await database.TimeAsync(Clock, cancellationToken);
        var (claim, until) = (Guid.NewGuid(), now + Retries.Lease);
        return await database.WriteAsync(
            tenantId,
            [InboxStatements.Claim(sources, database.Events.SkipLocked).With(claim, until, now, most), InboxStatements.Claimed.With(claim, until)],
            async (rows, token) =>
            {
                var claimed = new List<Claimed>();
                await rows.NextResultAsync(token);
                while (await rows.ReadAsync(token))
                    claimed.Add(new(rows.Guid(0), rows.String(1), claim, rows.Int(5), new(rows.String(2), rows.BytesOrNull(3) ?? [], rows.Time(4))));
                return claimed;
            },
            WriteMode.NotDurable,
            cancellationToken);
    }

    private async Task RunAsync(Tenant tenant, CommerceDatabase database, Claimed claimed, CancellationToken stopping)
    {
        try
        {
            var outcome = InboundOutcome.Handled;
            var failure = claimed.Attempt > Retries.MostTries ? Retries.NobodyEnded : await Retries.TryAsync(
                Scopes,
                tenant,
                claimed.Source,
                async (scope, token) =>
                {
                    outcome = await scope.GetServices<IInboundSource>().Single(source => source.Name == claimed.Source).HandleAsync(claimed.Message, token);
                },
                Clock,
                thrown => LogFailure(thrown, claimed.Id, claimed.Source, claimed.Attempt),
                stopping);
            await WriteAsync(database, tenant.Id, await OutcomeAsync(database, claimed, outcome, failure));
        }
        catch (Exception outage)
        {
            await ReturnAsync(tenant, database, claimed, outage, stopping);
        }
    }

    private async Task<SqlCall> OutcomeAsync(CommerceDatabase database, Claimed claimed, InboundOutcome outcome, string? failure)
    {
        var now = await database.TimeAsync(Clock, CancellationToken.None);
        if (failure is null && outcome == InboundOutcome.Handled)
            return InboxStatements.Done.With(claimed.Id, claimed.Claim, now, Array.Empty<byte>());
        if (failure is null)
        {
            var age = now - claimed.Message.ReceivedAt;
            return age >= KeptUnknown
                ? InboxStatements.Park.With(claimed.Id, claimed.Claim, now, UnknownReference)
                : InboxStatements.Unknown.With(claimed.Id, claimed.Claim, now + Retries.Spread(Clamp(age)), UnknownReference);
        }
        return claimed.Attempt >= Retries.MostTries
            ? InboxStatements.Park.With(claimed.Id, claimed.Claim, now, failure)
            : InboxStatements.Fail.With(claimed.Id, claimed.Claim, now + Retries.PauseAfter(claimed.Attempt), failure);
    }

    /// <summary>The older a message is, the less often it is looked at.</summary>
    private static TimeSpan Clamp(TimeSpan age) => age < FirstUnknownPause ? FirstUnknownPause : age > LongestUnknownPause ? LongestUnknownPause : age;

    private static Task WriteAsync(CommerceDatabase database, Id<Tenant> tenantId, SqlCall call) =>
        database.WriteAsync(tenantId, [call], (_, _) => Task.FromResult(true), WriteMode.Quick, CancellationToken.None);

    private async Task ReturnAsync(Tenant tenant, CommerceDatabase database, Claimed claimed, Exception why, CancellationToken stopping)
    {
        try
        {
            if (!stopping.IsCancellationRequested)
                LogOutage(why, claimed.Id, claimed.Source);
            await WriteAsync(database, tenant.Id, InboxStatements.Return.With(claimed.Id, claimed.Claim, await database.TimeAsync(Clock, CancellationToken.None)));
        }
        catch (Exception outage)
        {
            // The lease ends by itself.
            LogOutage(outage, claimed.Id, claimed.Source);
        }
    }

    private sealed record Claimed(Guid Id, string Source, Guid Claim, int Attempt, InboundMessage Message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Message} of {Source} could not be handled at try {Attempt}")]
    private partial void LogFailure(Exception failure, Guid message, string source, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of message {Message} of {Source} could not be written; it is handled again")]
    private partial void LogOutage(Exception outage, Guid message, string source);
}
