using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;
using SharpCommerce.Payments;

namespace SharpCommerce.Checkout;

/// <summary>
/// The payment that comes with an order. With a provider that asks nobody the order is placed as confirmed; with any other it is written first, waiting for its
/// payment, together with the call that begins it; that call is made when both are committed.
/// </summary>
internal sealed class OrderPayment(TenantDb db, PaymentProviders providers, PaymentGateway gateway, PaymentRunner runner, PaymentActions actions, CommerceOptions options, TimeProvider clock)
{
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>provider_not_configured</c>.</exception>
    internal Task<PaymentLink> RequireAsync(string provider, string? returnUrl, CancellationToken cancellationToken)
    {
        PaymentInputs.CheckReturnUrl(returnUrl, "payment.returnUrl");
        return providers.RequireAsync(provider, cancellationToken);
    }

    /// <exception cref="CommerceException"><c>provider_unavailable</c>.</exception>
    internal PaymentLine.Place? Enter(PaymentLink link) => gateway.Enter(db.Tenant.Id, link);

    /// <exception cref="CommerceException"><c>amount_not_payable</c>.</exception>
    internal OrderDraft Complete(OrderDraft draft, PaymentLink link, string? returnUrl)
    {
        // Nobody can be asked for nothing.
        if (link.IsLocal || draft.Totals.Total == 0)
            return draft;
        if (link.Provider.Refuses(new(draft.Totals.Total, Currency.Parse(draft.Currency))) is { } why)
            throw PaymentErrors.NotPayable(why);
        return draft with
        {
            Status = OrderStatus.PendingPayment,
            PaymentStatus = PaymentStatus.Pending,
            Provider = link.Id,
            Sandbox = link.Sandbox,
            CaptureAtOnce = link.CaptureAtOnce,
            ReturnUrl = returnUrl,
            ShopName = db.Tenant.Name,
            AttemptId = Id<PaymentAttempt>.New(clock),
            CheckAt = draft.PlacedAt + PaymentChecks.InFlight,
            PaymentDueAt = draft.PlacedAt + options.PaymentTime,
        };
    }

    internal async Task<OrderView> BeginAsync(OrderDraft draft, Id<PaymentAttempt> attemptId, PaymentLink link, PaymentLine.Place? place, string accessToken)
    {
        await runner.BeginAsync(draft.Id, draft.PaymentId, attemptId, link, place);
        return await ShowAsync(draft.Id, accessToken);
    }

    /// <summary>Carries on what a call left behind that was cut off, and answers as it would have.</summary>
    internal async Task<OrderView> RepeatAsync(Order order, string accessToken)
    {
        if (order.Status != OrderStatus.PendingPayment)
            return order.View(accessToken: accessToken);
        foreach (var payment in order.Payments.Where(payment => payment.Status == PaymentStatus.Pending))
            await runner.ResumeAsync(order.Id, payment.Id);
        return await ShowAsync(order.Id, accessToken);
    }

    private async Task<OrderView> ShowAsync(Id<Order> id, string accessToken)
    {
        await using var session = await db.ReadAsync(CancellationToken.None);
        var order = await OrderRows.LoadAsync(session, id, CancellationToken.None) ?? throw OrderErrors.NotFound();
        return order.View(accessToken: accessToken, action: actions.Read);
    }
}
