using System.Security.Cryptography;
using System.Text;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>Payments of orders: begun again by shoppers, captured, voided and refunded by staff.</summary>
public sealed class PaymentManager
{
    private readonly TenantDb _db;
    private readonly OrderManager _orders;
    private readonly PaymentProviders _providers;
    private readonly PaymentGateway _gateway;
    private readonly PaymentRunner _runner;
    private readonly TimeProvider _clock;
    private readonly Actor _actor;

    internal PaymentManager(TenantDb db, OrderManager orders, PaymentProviders providers, PaymentGateway gateway, PaymentRunner runner, TimeProvider clock, Actor actor) =>
        (_db, _orders, _providers, _gateway, _runner, _clock, _actor) = (db, orders, providers, gateway, runner, clock, actor);

    /// <summary>The ways to pay in this shop.</summary>
    public Task<IReadOnlyList<PaymentProviderInfo>> ListProvidersAsync(CancellationToken cancellationToken = default) => _providers.ListAsync(cancellationToken);

    /// <summary>Asks the provider now where a shopper's payment stands: what the page does to which the provider sends them back.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>provider_not_configured</c>.</exception>
    public async Task<OrderView> SyncAsync(Id<Order> orderId, Id<Payment> paymentId, string? accessToken, CancellationToken cancellationToken = default)
    {
        await _orders.RequireOwnAsync(orderId, accessToken, cancellationToken);
        await _runner.SyncAsync(orderId, paymentId, null, cancellationToken);
        return await _orders.ShowAsync(orderId, cancellationToken);
    }

    /// <summary>Begins another payment of an order that waits for one. Another that is not decided yet is given up first; while that cannot be, none is begun.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="accessToken">A guest's token.</param>
    /// <param name="provider">How it is paid.</param>
    /// <param name="returnUrl">Where the provider sends the shopper back to.</param>
    /// <param name="cancellationToken">Stops it before anything is written.</param>
    /// <exception cref="CommerceException">
    /// <c>not_found</c>, <c>validation_failed</c>, <c>illegal_transition</c>, <c>payment_pending</c>, <c>amount_not_payable</c>, <c>provider_not_configured</c>, <c>provider_unavailable</c>.
    /// </exception>
    public async Task<OrderView> PayAsync(Id<Order> orderId, string? accessToken, string provider, string? returnUrl = null, CancellationToken cancellationToken = default)
    {
        PaymentInputs.CheckReturnUrl(returnUrl, "returnUrl");
        await _orders.RequireOwnAsync(orderId, accessToken, cancellationToken);
        var link = await _providers.RequireAsync(provider, cancellationToken);
        using var place = _gateway.Enter(_db.Tenant.Id, link);
        await GiveUpOthersAsync(orderId, cancellationToken);

        Id<Payment> paymentId;
        Id<PaymentAttempt> attemptId;
        await using (var session = await _db.WriteAsync(cancellationToken))
        {
            var order = await OrderRows.LockAsync(session, orderId, cancellationToken) ?? throw OrderErrors.NotFound();
            if (order.Status != OrderStatus.PendingPayment)
                throw OrderErrors.IllegalTransition(order.Status, OrderStatus.Confirmed, OrderTransitions.From(order));
            if (order.PaymentDueAt <= _clock.Now() || order.Payments.Exists(IsUndecided))
                throw PaymentErrors.Pending();
            if (link.Provider.Refuses(new(order.Total, Currency.Parse(order.Currency))) is { } why)
                throw PaymentErrors.NotPayable(why);
            var payment = new Payment(Id<Payment>.New(_clock), order, link.Id, _clock.Now()) { Sandbox = link.Sandbox, CaptureAtOnce = link.CaptureAtOnce, ReturnUrl = returnUrl, ShopName = _db.Tenant.Name };
            order.Payments.Add(payment);
            session.Context.Add(payment);
            var book = new PaymentBook(session, order, payment, link, _clock, _actor.Name);
            var attempt = book.Reserve(PaymentOperation.Authorize, payment.Amount, AttemptStatus.Sent);
            if (link.IsLocal)
                book.Apply(await link.Provider.SendAsync(order, payment, attempt, cancellationToken));
            book.Close();
            (paymentId, attemptId) = (payment.Id, attempt.Id);
            await session.SaveAndCommitAsync(cancellationToken);
        }
        if (!link.IsLocal)
            await _runner.BeginAsync(orderId, paymentId, attemptId, link, place);
        return await _orders.ShowAsync(orderId, CancellationToken.None);
    }

    /// <summary>Takes money that was promised.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="paymentId">The payment.</param>
    /// <param name="amount">How much; null takes what is left. At providers that capture once, the rest is given up.</param>
    /// <param name="reason">For the record.</param>
    /// <param name="idempotencyKey">The same key finds what it did before.</param>
    /// <param name="cancellationToken">Stops it before anything is written.</param>
    /// <exception cref="CommerceException">
    /// <c>not_found</c>, <c>validation_failed</c>, <c>illegal_transition</c>, <c>amount_exceeded</c>, <c>capability_unsupported</c>, <c>provider_not_configured</c>,
    /// <c>provider_unavailable</c>, <c>provider_error</c>.
    /// </exception>
    public Task<OrderView> CaptureAsync(Id<Order> orderId, Id<Payment> paymentId, Money? amount = null, string? reason = null, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        OperateAsync(PaymentOperation.Capture, orderId, paymentId, amount, reason, idempotencyKey, cancellationToken);

    /// <summary>Gives up what was promised and not captured. Parameters and errors as in <see cref="CaptureAsync"/>.</summary>
    public Task<OrderView> VoidAsync(Id<Order> orderId, Id<Payment> paymentId, string? reason = null, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        OperateAsync(PaymentOperation.Void, orderId, paymentId, null, reason, idempotencyKey, cancellationToken);

    /// <summary>Gives money back; null gives all that is left. Parameters and errors as in <see cref="CaptureAsync"/>.</summary>
    public Task<OrderView> RefundAsync(Id<Order> orderId, Id<Payment> paymentId, Money? amount = null, string? reason = null, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        OperateAsync(PaymentOperation.Refund, orderId, paymentId, amount, reason, idempotencyKey, cancellationToken);

    private async Task<OrderView> OperateAsync(PaymentOperation operation, Id<Order> orderId, Id<Payment> paymentId, Money? amount, string? reason, string? idempotencyKey, CancellationToken cancellationToken)
    {
        PaymentInputs.CheckReason(reason);
        var (_, known) = await LoadAsync(orderId, paymentId, cancellationToken);
        var link = await _providers.LinkAsync(known.Provider, cancellationToken);
        if (link is null || !link.IsLocal && link.Sandbox != known.Sandbox)
            throw PaymentErrors.ProviderNotConfigured(known.Provider);
        var keyHash = idempotencyKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey));
        using var place = _gateway.Enter(_db.Tenant.Id, link);

        PaymentAttempt attempt;
        bool isNew;
        await using (var session = await _db.WriteAsync(cancellationToken))
        {
            var order = await OrderRows.LockAsync(session, orderId, cancellationToken) ?? throw OrderErrors.NotFound();
            var payment = order.Payments.Find(found => found.Id == paymentId) ?? throw PaymentErrors.NotFound();
            var repeated = keyHash is null ? null : payment.Attempts.Find(found => found.Operation == operation && found.Status != AttemptStatus.Failed && keyHash.AsSpan().SequenceEqual(found.CallerKeyHash));
            isNew = repeated is null;
            // Its closing says when the call is looked after, should this process die before it hears of its end.
            var book = new PaymentBook(session, order, payment, link, _clock, _actor.Name);
            attempt = repeated ?? Reserve(book, order, payment, operation, amount, link.Provider.Capabilities);
            if (isNew)
            {
                (attempt.Reason, attempt.CallerKeyHash) = (reason, keyHash);
                if (link.IsLocal)
                    book.Apply(await link.Provider.SendAsync(order, payment, attempt, cancellationToken));
                book.Close();
                await session.SaveAndCommitAsync(cancellationToken);
            }
        }
        if (!link.IsLocal)
        {
            if (isNew)
                await _runner.BeginAsync(orderId, paymentId, attempt.Id, link, place);
            else
                await _runner.SyncAsync(orderId, paymentId, null, CancellationToken.None);
        }
        var (settled, now) = await LoadAsync(orderId, paymentId, CancellationToken.None);
        return now.Attempts.Single(found => found.Id == attempt.Id) switch
        {
            { Status: AttemptStatus.Failed, FailureCode: PaymentRunner.NotReached } => throw PaymentErrors.ProviderUnavailable(),
            { Status: AttemptStatus.Failed } failed => throw PaymentErrors.ProviderFailed(failed.FailureCode),
            _ => settled.View(forStaff: true),
        };
    }

    /// <summary>Checks, under the order's lock, that there is so much, and promises it to the call.</summary>
    private static PaymentAttempt Reserve(PaymentBook book, Order order, Payment payment, PaymentOperation operation, Money? amount, PaymentCapabilities capabilities)
    {
        var allowed = PaymentTransitions.OperationsOf(payment).Where(possible => possible != PaymentOperation.Capture || order.Status != OrderStatus.Canceled).ToList();
        if (!allowed.Contains(operation))
            throw PaymentErrors.IllegalOperation(payment.Status, operation, allowed);
        var available = new Money(operation switch { PaymentOperation.Capture => payment.Capturable, PaymentOperation.Refund => payment.Refundable, _ => payment.Amount }, Currency.Parse(payment.Currency));
        var wanted = amount ?? available;
        if (wanted.Currency != available.Currency || wanted.Amount <= 0)
            throw InputRules.Invalid("amount", $"must be above zero and in {payment.Currency}.");
        if (wanted.Amount > available.Amount)
            throw PaymentErrors.AmountExceeded(available);
        if (operation == PaymentOperation.Capture && (wanted != available && !capabilities.PartialCapture || payment.Captured > 0 && !capabilities.SeveralCaptures))
            throw PaymentErrors.Unsupported(payment.Captured > 0 ? "several captures" : "partial captures");
        if (operation == PaymentOperation.Refund && wanted.Amount != payment.Captured && !capabilities.PartialRefund)
            throw PaymentErrors.Unsupported("partial refunds");
        var attempt = book.Reserve(operation, wanted.Amount, AttemptStatus.Sent);
        attempt.Final = operation == PaymentOperation.Capture && (wanted == available || !capabilities.SeveralCaptures);
        return attempt;
    }

    private async Task GiveUpOthersAsync(Id<Order> orderId, CancellationToken cancellationToken)
    {
        List<Id<Payment>> undecided;
        await using (var session = await _db.ReadAsync(cancellationToken))
            undecided = [.. (await OrderRows.LoadAsync(session, orderId, cancellationToken))!.Payments.Where(IsUndecided).Select(payment => payment.Id)];
        foreach (var id in undecided)
        {
            await _runner.SyncAsync(orderId, id, null, cancellationToken);
            await _runner.GiveUpAsync(orderId, id);
        }
    }

    private static bool IsUndecided(Payment payment) => payment.Status is PaymentStatus.Pending or PaymentStatus.RequiresAction || payment.Attempts.Exists(attempt => attempt.IsOpen);

    private async Task<(Order Order, Payment Payment)> LoadAsync(Id<Order> orderId, Id<Payment> paymentId, CancellationToken cancellationToken)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        var order = await OrderRows.LoadAsync(session, orderId, cancellationToken) ?? throw OrderErrors.NotFound();
        return (order, order.Payments.Find(payment => payment.Id == paymentId) ?? throw PaymentErrors.NotFound());
    }
}
