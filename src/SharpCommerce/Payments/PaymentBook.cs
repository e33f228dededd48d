using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>
/// The one place where a payment, its movements, the ledger and the payment side of an order change. Works on rows that a session holds under the order's
/// lock; believes the provider's state and nothing else.
/// </summary>
internal sealed class PaymentBook(DbSession session, Order order, Payment payment, PaymentLink? link, TimeProvider clock, string actor)
{
    /// <summary>The reason of what is given back without anybody's asking.</summary>
    internal const string Returned = "not_needed";

    internal const string Overtaken = "overtaken";

    private const string Expiring = "authorization_expiring";
    private const string OtherPayment = "other_payment";
    private static readonly string[] Mismatches = ["amount_mismatch", "currency_mismatch", "mode_mismatch", OtherPayment];

    private bool _changed;

    /// <summary>Promises an amount to a call that is about to be made, or is to be made by whoever comes first.</summary>
    internal PaymentAttempt Reserve(PaymentOperation operation, long amount, AttemptStatus status, string? reason = null)
    {
        var attempt = new PaymentAttempt(Id<PaymentAttempt>.New(clock), payment, operation, amount, clock.Now()) { Status = status, Reason = reason, Actor = actor };
        payment.Attempts.Add(attempt);
        session.Context.Add(attempt);
        _changed = true;
        return attempt;
    }

    /// <summary>Takes over what the provider says.</summary>
    internal void Apply(PaymentSnapshot snapshot)
    {
        var local = link is { IsLocal: true };
        if (MismatchOf(snapshot) is { } mismatch)
        {
            Heed(mismatch);
            if (mismatch != OtherPayment)
                payment.ProviderId = snapshot.ProviderId;
            // What was taken for an order that is not confirmed by it is written down, and goes back.
            var taken = mismatch == "amount_mismatch" && order.Status is (OrderStatus.PendingPayment or OrderStatus.Canceled);
            if (taken)
            {
                foreach (var transfer in snapshot.Transfers.Where(transfer => transfer.Amount.Amount > 0).OrderBy(transfer => transfer.Kind))
                    Apply(transfer);
                if (payment.Captured > 0)
                    (payment.ProviderState, payment.Status) = (snapshot.State, PaymentTransitions.StatusOf(payment));
            }
            EndAttempts(snapshot.State, null);
            if (mismatch != OtherPayment && snapshot.State == PaymentState.Authorized || taken && payment.Captured > 0)
                GiveUp();
            return;
        }
        if (Mismatches.Contains(payment.Attention))
            payment.Attention = null;
        Set(payment.ProviderId, snapshot.ProviderId, value => payment.ProviderId = value);
        foreach (var transfer in snapshot.Transfers.OrderBy(transfer => transfer.Kind))
            Apply(transfer);
        // Staff give something back: that does not end what can still be taken.
        if (!(local && snapshot.State == PaymentState.Captured && payment.ProviderState == PaymentState.Authorized && snapshot.Transfers.Any(transfer => transfer.Kind == TransferKind.Refund)))
            Set(payment.ProviderState, snapshot.State, value => payment.ProviderState = value);
        Set(payment.Decline, snapshot.Decline?.Reason, value => payment.Decline = value);
        Set(payment.DeclineCode, snapshot.Decline?.ProviderCode, value => payment.DeclineCode = value);
        if (snapshot.State == PaymentState.Authorized && !local)
        {
            Set(payment.AuthorizedUntil, Micro(snapshot.AuthorizedUntil) ?? payment.AuthorizedUntil ?? clock.Now() + link!.Provider.Capabilities.AuthorizationLife, value => payment.AuthorizedUntil = value);
            if (payment.AuthorizedUntil - clock.Now() < PaymentChecks.NearExpiry)
                Heed(Expiring);
        }
        else if (payment.Attention == Expiring)
            payment.Attention = null;
        EndAttempts(snapshot.State, snapshot.Decline?.ProviderCode);
        Follow();
    }

    /// <summary>Ends a call that was not carried out, for certain.</summary>
    internal void Fail(PaymentAttempt attempt, string code)
    {
        attempt.End(code, clock.Now());
        _changed = true;
        if (attempt.Operation == PaymentOperation.Authorize && payment.ProviderState is null)
        {
            payment.ProviderState = PaymentState.Failed;
            Set(payment.DeclineCode, code, value => payment.DeclineCode = value);
        }
        if (attempt is { Operation: PaymentOperation.Refund, Reason: Returned } || attempt is { Operation: PaymentOperation.Void, Reason: Returned } && code != Overtaken)
            Heed("return_failed");
        Follow();
    }

    /// <summary>Plans to give back whatever was promised or taken, because nothing will be sent for it.</summary>
    internal void GiveUp()
    {
        if (payment.Attention == "return_failed")
            return;
        var mayBePromised = payment.ProviderState == PaymentState.Authorized || payment is { Captured: 0, Status: PaymentStatus.Pending or PaymentStatus.RequiresAction or PaymentStatus.Authorized };
        // Nothing can be taken back of what was never begun; if it was, and nobody knows yet, its settling comes here.
        var begun = payment.ProviderId is not null || link is { IsLocal: true };
        if (mayBePromised && begun && !payment.Attempts.Exists(attempt => attempt.Operation == PaymentOperation.Void && attempt.IsOpen))
            Reserve(PaymentOperation.Void, payment.Amount, AttemptStatus.Waiting, Returned);
        if (payment.Refundable > 0)
            Reserve(PaymentOperation.Refund, payment.Refundable, AttemptStatus.Waiting, Returned);
    }

    /// <summary>Notes that somebody has to look at it.</summary>
    internal void Heed(string reason)
    {
        if (payment.Attention == reason)
            return;
        payment.Attention = reason;
        _changed = true;
        CommerceMetrics.NeedsAttention(reason);
    }

    /// <summary>Brings the order in line and tells of it; says whether anything changed.</summary>
    internal bool Close()
    {
        _changed |= session.Context.Entry(payment).Properties.Any(property => property.IsModified && property.Metadata.Name is not (nameof(Payment.CheckAt) or nameof(Payment.Checks)));
        if (!_changed)
            return false;
        payment.Version++;
        payment.Checks = 0;
        payment.CheckAt = PaymentChecks.Next(order, payment, clock.Now());
        order.PaymentStatus = PaymentTransitions.StatusOf(order.Payments);
        order.CompleteIfDone(actor, clock);
        order.Version++;
        session.Tell(PaymentEvents.ChangedType, order.Id.Value, PaymentEvents.Of(order, payment));
        return true;
    }

    private string? MismatchOf(PaymentSnapshot snapshot) =>
        payment.ProviderId is { } known && known != snapshot.ProviderId ? OtherPayment
        : snapshot.Amount.Currency.Code != payment.Currency || snapshot.Transfers.Any(transfer => transfer.Amount.Currency.Code != payment.Currency) ? "currency_mismatch"
        : snapshot.Amount.Amount != payment.Amount || snapshot.Transfers.Any(transfer => transfer.Amount.Amount <= 0) ? "amount_mismatch"
        : link is not null && link.Sandbox != payment.Sandbox ? "mode_mismatch"
        : null;

    private void Apply(PaymentTransfer transfer)
    {
        var movement = payment.Movements.Find(known => known.Kind == transfer.Kind && known.ProviderId == transfer.ProviderId);
        if (movement is null)
        {
            movement = new(Id<PaymentMovement>.New(clock), payment, transfer, clock.Now());
            payment.Movements.Add(movement);
            session.Context.Add(movement);
            _changed = true;
        }
        movement.AttemptId ??= CauseOf(transfer)?.Id;
        if (movement.Status != transfer.Status && !(movement.Status == TransferStatus.Succeeded && transfer.Status == TransferStatus.Pending))
            Move(movement, transfer);
        if (transfer.Fee is { Amount: > 0 } fee && movement is { Fee: null, Status: TransferStatus.Succeeded })
        {
            (movement.Fee, movement.FeeCurrency) = (fee.Amount, fee.Currency.Code);
            Enter(movement, LedgerKind.Fee, fee);
        }
    }

    private void Move(PaymentMovement movement, PaymentTransfer transfer)
    {
        var (capture, amount) = (movement.Kind == TransferKind.Capture, transfer.Amount);
        var (captured, refunded) = (payment.Captured, payment.Refunded);
        var sign = transfer.Status == TransferStatus.Succeeded ? 1 : movement.Status == TransferStatus.Succeeded ? -1 : 0;
        if (capture)
            captured += sign * movement.Amount;
        else
            refunded += sign * movement.Amount;
        // What cannot be is not written down; somebody has to see what it is.
        if (movement.Status == TransferStatus.Failed || movement.Amount != amount.Amount || captured > payment.Amount || refunded > captured)
        {
            Heed(movement.Status == TransferStatus.Failed ? "movement_revived" : movement.Amount != amount.Amount ? "amount_mismatch" : captured > payment.Amount ? "over_captured" : "over_refunded");
            return;
        }
        (payment.Captured, payment.Refunded) = (captured, refunded);
        if (sign > 0)
            Enter(movement, capture ? LedgerKind.Capture : LedgerKind.Refund, amount);
        else if (sign < 0)
        {
            Enter(movement, capture ? LedgerKind.CaptureReversed : LedgerKind.RefundReversed, amount);
            Heed(capture ? "capture_reversed" : "refund_failed");
        }
        (movement.Status, movement.FailureCode) = (transfer.Status, transfer.FailureCode);
        _changed = true;
    }

    private void Enter(PaymentMovement movement, LedgerKind kind, Money amount)
    {
        session.Context.Add(new LedgerEntry(Id<LedgerEntry>.New(clock), movement, kind, amount, clock.Now()));
        _changed = true;
    }

    /// <summary>Our call that caused a transfer: by its key where the provider keeps it, else the oldest open one of that amount.</summary>
    private PaymentAttempt? CauseOf(PaymentTransfer transfer)
    {
        var operation = transfer.Kind == TransferKind.Capture ? PaymentOperation.Capture : PaymentOperation.Refund;
        var free = payment.Attempts.Where(attempt => attempt.Operation == operation && !payment.Movements.Exists(movement => movement.AttemptId == attempt.Id)).OrderBy(attempt => attempt.Id);
        return transfer.Key is { } key
            ? free.FirstOrDefault(attempt => attempt.OperationKey == key)
            : free.FirstOrDefault(attempt => attempt.IsOpen && attempt.Status != AttemptStatus.Waiting && attempt.Amount == transfer.Amount.Amount);
    }

    /// <summary>Ends the calls whose effect, or whose end without one, can be seen.</summary>
    private void EndAttempts(PaymentState state, string? declineCode)
    {
        foreach (var attempt in payment.Attempts.Where(attempt => attempt.IsOpen))
        {
            var movement = payment.Movements.Find(found => found.AttemptId == attempt.Id);
            var (ended, failure) = attempt.Operation switch
            {
                PaymentOperation.Authorize => (true, state == PaymentState.Failed ? declineCode ?? "declined" : null),
                PaymentOperation.Void when state is PaymentState.Canceled or PaymentState.Failed => (true, null),
                PaymentOperation.Void when state == PaymentState.Captured => (true, Overtaken),
                PaymentOperation.Capture or PaymentOperation.Refund when movement is not null => (true, movement.Status == TransferStatus.Failed ? movement.FailureCode ?? "failed" : null),
                PaymentOperation.Capture when state is PaymentState.Canceled or PaymentState.Failed => (true, Overtaken),
                _ => (false, null),
            };
            if (!ended)
                continue;
            attempt.End(failure, clock.Now());
            if (attempt is { Operation: PaymentOperation.Refund, Status: AttemptStatus.Failed, Reason: Returned })
                Heed("return_failed");
            _changed = true;
        }
    }

    /// <summary>What follows from where the payment stands now: the order goes on, or the money goes back.</summary>
    private void Follow()
    {
        var before = payment.Status;
        payment.Status = PaymentTransitions.StatusOf(payment);
        if (payment.Status != before)
        {
            CommerceMetrics.Paid(payment.Provider, SnakeEnum<PaymentStatus>.Write(payment.Status));
            if (payment.Status != PaymentStatus.RequiresAction)
                payment.ProtectedAction = null;
        }
        if (order.Status == OrderStatus.Canceled)
            GiveUp();
        else if (order.Status == OrderStatus.Confirmed && before == PaymentStatus.Authorized && payment.Status is PaymentStatus.Voided or PaymentStatus.Failed && !payment.Attempts.Exists(PaymentTransitions.IsReturn))
            Heed("authorization_lost");
        else if (PaymentTransitions.IsGood(payment))
        {
            if (order.Status == OrderStatus.PendingPayment)
            {
                order.Record("confirmed", OrderStatus.Confirmed, actor, null, clock);
                session.Tell(OrderEvents.ConfirmedType, order.Id.Value, new(order.Id, order.Number));
            }
            else if (order.Payments.Exists(other => other != payment && PaymentTransitions.IsGood(other)))
                GiveUp();
        }
    }

    private void Set<T>(T current, T value, Action<T> set)
    {
        if (EqualityComparer<T>.Default.Equals(current, value))
            return;
        set(value);
        _changed = true;
    }

    private static DateTimeOffset? Micro(DateTimeOffset? time) => time is { } at ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)) : null;
}
