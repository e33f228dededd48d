using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>
/// Carries payments on: makes the calls that are written down, asks what became of those whose answer was lost, and settles. The answer to a call, a
/// webhook, the shopper's return and the reconciler all come here, and here alone is decided what they mean. Calls are made with no transaction open;
/// what they answered is believed only if nothing was settled in between, and asked anew otherwise.
/// </summary>
internal sealed class PaymentRunner(TenantDb db, PaymentProviders providers, PaymentGateway gateway, PaymentActions actions, TimeProvider clock, Actor actor)
{
    /// <summary>Why a call failed that never got there.</summary>
    internal const string NotReached = "provider_unavailable";

    private const int MostRounds = 8;
    private const int MostReads = 6;

    /// <summary>After so long a provider would show what it was sent.</summary>
    private static readonly TimeSpan Decisive = TimeSpan.FromMinutes(2);

    /// <summary>Makes a call that was just written down.</summary>
    internal async Task BeginAsync(Id<Order> orderId, Id<Payment> paymentId, Id<PaymentAttempt> attemptId, PaymentLink link, PaymentLine.Place? place)
    {
        var (order, payment) = await LoadAsync(orderId, paymentId, CancellationToken.None);
        await SendAsync(order, payment, payment.Attempts.Single(attempt => attempt.Id == attemptId), link, place, first: true);
        await RunAsync(orderId, paymentId, null, read: false, CancellationToken.None, attemptId);
    }

    /// <summary>Makes what calls are due, and asks the provider if there are none.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="paymentId">The payment.</param>
    /// <param name="hint">The provider's id of it, if a webhook said it.</param>
    /// <param name="cancellationToken">Stops questions; what moves money runs to its end.</param>
    /// <exception cref="CommerceException"><c>provider_not_configured</c>.</exception>
    internal async Task SyncAsync(Id<Order> orderId, Id<Payment> paymentId, string? hint, CancellationToken cancellationToken)
    {
        if (await RunAsync(orderId, paymentId, hint, read: true, cancellationToken) is { } missing)
            throw PaymentErrors.ProviderNotConfigured(missing);
    }

    /// <summary>Makes what calls are due.</summary>
    internal Task ResumeAsync(Id<Order> orderId, Id<Payment> paymentId) => RunAsync(orderId, paymentId, null, read: false, CancellationToken.None);

    /// <summary>Makes the calls that an order's changes left to be made.</summary>
    internal async Task RunWaitingAsync(Order order)
    {
        foreach (var payment in order.Payments.Where(payment => payment.Attempts.Exists(attempt => attempt.Status == AttemptStatus.Waiting)))
            await RunAsync(order.Id, payment.Id, null, read: false, CancellationToken.None);
    }

    /// <summary>Gives a payment up that is not decided yet, so that another may be begun.</summary>
    internal async Task GiveUpAsync(Id<Order> orderId, Id<Payment> paymentId)
    {
        await ChangeAsync(orderId, paymentId, null, null, (book, order, payment) =>
        {
            if (order.Status == OrderStatus.PendingPayment && payment.Status is PaymentStatus.Pending or PaymentStatus.RequiresAction)
                book.GiveUp();
        });
        await RunAsync(orderId, paymentId, null, read: false, CancellationToken.None);
    }

    /// <summary>The provider that is not set up any more, if that is in the way.</summary>
    private async Task<string?> RunAsync(Id<Order> orderId, Id<Payment> paymentId, string? hint, bool read, CancellationToken cancellationToken, params Id<PaymentAttempt>[] done)
    {
        var tried = done.ToHashSet();
        for (var round = 0; round < MostRounds; round++)
        {
            var (order, payment) = await LoadAsync(orderId, paymentId, cancellationToken);
            if (payment.Provider == ManualProvider.Id)
                return null;
            var link = await providers.LinkAsync(payment.Provider, cancellationToken);
            // Keys of the other mode know nothing of this payment, and that would look as if it had never been.
            if (link is null || link.Sandbox != payment.Sandbox)
                return payment.Provider;
            if (payment.Attempts.Where(attempt => IsDue(attempt) && !tried.Contains(attempt.Id)).MinBy(attempt => attempt.Id) is { } due)
            {
                tried.Add(due.Id);
                if (await ClaimAsync(order, payment, due))
                    await SendAsync(order, payment, due, link, null, first: due.Status == AttemptStatus.Waiting);
            }
            else if (read)
            {
                read = false;
                // Its first answer is on its way.
                if (payment.ProviderId is not null || hint is not null || !payment.Attempts.Exists(attempt => attempt.IsOpen))
                    await ReadAsync(orderId, paymentId, link, hint, null, cancellationToken);
            }
            else
                break;
        }
        return null;
    }

    private bool IsDue(PaymentAttempt attempt) => attempt.Status switch
    {
        AttemptStatus.Waiting or AttemptStatus.Unknown => true,
        AttemptStatus.Sent => clock.Now() - attempt.SentAt >= PaymentChecks.InFlight,
        _ => false,
    };

    /// <summary>Takes a call for this process: who else wanted to make it does not.</summary>
    private async Task<bool> ClaimAsync(Order order, Payment payment, PaymentAttempt due)
    {
        var claimed = false;
        await ChangeAsync(order.Id, payment.Id, null, null, (_, _, current) =>
        {
            var attempt = current.Attempts.Single(found => found.Id == due.Id);
            claimed = attempt.Status == due.Status && attempt.SentAt == due.SentAt;
            if (claimed)
                (attempt.Status, attempt.SentAt) = (AttemptStatus.Sent, clock.Now());
        });
        return claimed;
    }

    private async Task SendAsync(Order order, Payment payment, PaymentAttempt attempt, PaymentLink link, PaymentLine.Place? place, bool first)
    {
        var capabilities = link.Provider.Capabilities;
        var remembered = clock.Now() - attempt.CreatedAt < (attempt.Operation == PaymentOperation.Authorize ? capabilities.AuthorizeKeyLife : capabilities.ChangeKeyLife);
        // Sent again, a payment that never arrived would begin now; and nobody wants it any more.
        var unwanted = attempt.Operation == PaymentOperation.Authorize && order.Status == OrderStatus.Canceled;
        if (!first && (!remembered || unwanted))
        {
            await ReadAsync(order.Id, payment.Id, link, null, attempt, CancellationToken.None);
            return;
        }
        var call = new PaymentCall(SnakeEnum<PaymentOperation>.Write(attempt.Operation), MovesMoney: true, remembered, async (provider, token) => await provider.SendAsync(order, payment, attempt, token));
        var answer = await gateway.CallAsync(db.Tenant.Id, link, call, place, CancellationToken.None);
        switch (answer)
        {
            case { Snapshot: { } snapshot }:
                if (!await SettleAsync(order.Id, payment.Id, link, payment.Version, snapshot))
                    await ReadAsync(order.Id, payment.Id, link, snapshot.ProviderId, null, CancellationToken.None);
                break;
            case { Fault: PaymentFault.StateConflict }:
                await ReadAsync(order.Id, payment.Id, link, null, null, CancellationToken.None);
                await EndAsync(order.Id, payment.Id, link, attempt.Id, answer.Code ?? "state_conflict");
                break;
            case { Fault: PaymentFault.InvalidRequest or PaymentFault.Authentication } when first:
                await EndAsync(order.Id, payment.Id, link, attempt.Id, answer.Code ?? SnakeEnum<PaymentFault>.Write(answer.Fault!.Value));
                break;
            // What has to go back is tried until it is there; nobody waits for it.
            case { Fault: PaymentFault.RateLimited or PaymentFault.Unavailable } when first && attempt.Reason != PaymentBook.Returned:
                await EndAsync(order.Id, payment.Id, link, attempt.Id, NotReached);
                break;
            default:
                await ChangeAsync(order.Id, payment.Id, null, null, (_, _, current) =>
                {
                    if (current.Attempts.Single(found => found.Id == attempt.Id) is { IsOpen: true } open)
                        open.Status = AttemptStatus.Unknown;
                });
                break;
        }
    }

    /// <summary>Asks where the payment stands, again when something was settled meanwhile.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="paymentId">The payment.</param>
    /// <param name="link">The provider.</param>
    /// <param name="hint">The provider's id, if it was told.</param>
    /// <param name="lost">A call that cannot be repeated: if nothing of it can be seen, it was not carried out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task ReadAsync(Id<Order> orderId, Id<Payment> paymentId, PaymentLink link, string? hint, PaymentAttempt? lost, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostReads; i++)
        {
            var (order, payment) = await LoadAsync(orderId, paymentId, cancellationToken);
            var answer = await gateway.CallAsync(db.Tenant.Id, link, new("read", MovesMoney: false, MayRepeat: true, (provider, token) => provider.ReadAsync(order, payment, hint, carryOn: true, token)), null, cancellationToken);
            var decisive = lost is not null && clock.Now() - lost.CreatedAt >= Decisive;
            if (answer.Fault is not null)
            {
                if (lost is not null)
                    await ChangeAsync(orderId, paymentId, null, null, (_, _, current) => Reopen(current, lost));
                return;
            }
            var settled = answer.Snapshot is { } snapshot
                ? await SettleAsync(orderId, paymentId, link, payment.Version, snapshot)
                : await ChangeAsync(orderId, paymentId, link, payment.Version, (book, _, current) =>
                {
                    if (current.ProviderId is not null && !current.MayBeForgotten)
                        book.Heed("unknown_at_provider");
                });
            if (!settled)
                continue;
            if (decisive)
                await EndAsync(orderId, paymentId, link, lost!.Id, "not_executed");
            else if (lost is not null)
                await ChangeAsync(orderId, paymentId, null, null, (_, _, current) => Reopen(current, lost));
            return;
        }
    }

    private static void Reopen(Payment payment, PaymentAttempt lost)
    {
        if (payment.Attempts.Single(attempt => attempt.Id == lost.Id) is { IsOpen: true } open)
            open.Status = AttemptStatus.Unknown;
    }

    /// <summary>Ends a call without effect, unless its effect was seen meanwhile.</summary>
    private Task<bool> EndAsync(Id<Order> orderId, Id<Payment> paymentId, PaymentLink link, Id<PaymentAttempt> attemptId, string code) =>
        ChangeAsync(orderId, paymentId, link, null, (book, _, payment) =>
        {
            if (payment.Attempts.Single(attempt => attempt.Id == attemptId) is { IsOpen: true } open)
                book.Fail(open, code);
        });

    /// <summary>The one command that moves payments and orders by what a provider says. False when something was settled since the provider was asked.</summary>
    private Task<bool> SettleAsync(Id<Order> orderId, Id<Payment> paymentId, PaymentLink link, long version, PaymentSnapshot snapshot) =>
        ChangeAsync(orderId, paymentId, link, version, (book, _, payment) =>
        {
            book.Apply(snapshot);
            actions.Write(payment, snapshot.Action);
        });

    private async Task<bool> ChangeAsync(Id<Order> orderId, Id<Payment> paymentId, PaymentLink? link, long? version, Action<PaymentBook, Order, Payment> change)
    {
        await using var session = await db.WriteAsync(CancellationToken.None);
        var order = await OrderRows.LockAsync(session, orderId, CancellationToken.None) ?? throw OrderErrors.NotFound();
        var payment = order.Payments.Single(found => found.Id == paymentId);
        if (version is { } expected && expected != payment.Version)
            return false;
        var book = new PaymentBook(session, order, payment, link, clock, actor.Name);
        change(book, order, payment);
        book.Close();
        // Of a call by staff the audit log tells with what they wanted; this is what came of it.
        await session.CommitPartAsync(CancellationToken.None);
        return true;
    }

    private async Task<(Order Order, Payment Payment)> LoadAsync(Id<Order> orderId, Id<Payment> paymentId, CancellationToken cancellationToken)
    {
        await using var session = await db.ReadAsync(cancellationToken);
        var order = await OrderRows.LoadAsync(session, orderId, cancellationToken);
        return order?.Payments.Find(found => found.Id == paymentId) is { } payment ? (order, payment) : throw PaymentErrors.NotFound();
    }
}
