using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inbound;
using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>A provider's webhooks. A genuine one says that something happened to a payment; what it was is asked of the provider.</summary>
internal sealed class PaymentWebhooks(string provider, TenantDb db, PaymentProviders providers, PaymentRunner payments) : IInboundSource
{
    private static readonly TimeSpan VerifyLimit = TimeSpan.FromSeconds(5);

    public string Name => provider;

    public async Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        if (await providers.LinkAsync(provider, cancellationToken) is not { } link)
            return new InboundVerdict.NotConfigured();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(VerifyLimit);
        try
        {
            return await link.Provider.VerifyAsync(request, limit.Token);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or PaymentException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Some ask the provider itself for its keys. The sender comes again.
            throw PaymentErrors.ProviderUnavailable();
        }
    }

    public async Task<InboundOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (await providers.LinkAsync(provider, cancellationToken) is not { } link)
            throw PaymentErrors.ProviderNotConfigured(provider);
        if (link.Provider.Read(message.Body) is not { } notice)
            return InboundOutcome.Handled;
        if (await FindAsync(notice, cancellationToken) is not var (orderId, paymentId))
            return InboundOutcome.UnknownReference;
        await payments.SyncAsync(orderId, paymentId, notice.ProviderId, cancellationToken);
        return InboundOutcome.Handled;
    }

    private async Task<(Id<Order>, Id<Payment>)?> FindAsync(PaymentNotice notice, CancellationToken cancellationToken)
    {
        var (external, own) = (notice.ProviderId, notice.PaymentId is { } id ? new Id<Payment>(id) : default);
        await using var session = await db.ReadAsync(cancellationToken);
        var found = await session.Set<Payment>().AsNoTracking().Where(payment => payment.Provider == provider && (external != null && payment.ProviderId == external || payment.Id == own))
            .OrderByDescending(payment => payment.ProviderId == external).Select(payment => new { payment.OrderId, payment.Id }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.OrderId, found.Id);
    }
}
