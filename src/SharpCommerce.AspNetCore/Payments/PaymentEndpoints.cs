using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Orders;
using SharpCommerce.Payments;

namespace SharpCommerce.AspNetCore.Payments;

/// <summary>Payments, for those who pay and for staff; and how a tenant is set up at providers. These calls wait for somebody else's server.</summary>
internal static class PaymentEndpoints
{
    internal static void MapPayments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/store/payment-providers", ProvidersAsync).Open(Surface.Store).WithTags("Payments").WithName("listPaymentProviders").WithSummary("The ways to pay in this shop.");
        var own = api.MapGroup("/store/orders/{id:guid}").WithTags("Payments");
        own.MapPost("payments", PayAsync).Open(Surface.Store).Mostly(TurnKind.SignIn).WithName("payOrder").WithSummary("Begin another payment of an order that waits for one.");
        own.MapPost("payments/{paymentId:guid}/sync", SyncAsync).Open(Surface.Store).Mostly(TurnKind.SignIn).WithName("syncPayment").WithSummary("Ask the provider now where a payment stands.");
        own.MapDelete("", CancelAsync).Open(Surface.Store).Mostly(TurnKind.SignIn).WithTags("Orders").WithName("cancelOwnOrder").WithSummary("Call an unpaid order off; its stock comes back and its cart opens again.");

        var payments = api.MapGroup("/admin/orders/{id:guid}/payments/{paymentId:guid}").WithTags("Payments");
        payments.MapPost("capture", CaptureAsync).Admin("orders:refund").RequiresIdempotencyKey().Mostly(TurnKind.SignIn).WithName("capturePayment").WithSummary("Take money that was promised.");
        payments.MapPost("void", VoidAsync).Admin("orders:refund").RequiresIdempotencyKey().Mostly(TurnKind.SignIn).WithName("voidPayment").WithSummary("Give up what was promised and not captured.");
        payments.MapPost("refund", RefundAsync).Admin("orders:refund").RequiresIdempotencyKey().Mostly(TurnKind.SignIn).WithName("refundPayment").WithSummary("Give money back.");

        var settings = api.MapGroup("/admin/payment-providers").WithTags("Payment providers");
        settings.MapGet("", ListSettingsAsync).Admin("settings:read").WithName("listPaymentSettings").WithSummary("Every provider of this installation and how the shop is set up there.");
        settings.MapGet("{id}", GetSettingsAsync).Admin("settings:read").WithName("getPaymentSettings").WithSummary("How the shop is set up at a provider; secrets are not shown.");
        settings.MapPut("{id}", SetSettingsAsync).Admin("settings:write").WithName("setPaymentSettings").WithSummary("Set the shop up at a provider.");
        settings.MapDelete("{id}", RemoveSettingsAsync).Admin("settings:write").WithName("removePaymentSettings").WithSummary("Forget the shop's own settings of a provider.");
    }

    private static async Task<Ok<Page<PaymentProviderInfo>>> ProvidersAsync(PaymentManager payments, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<PaymentProviderInfo>(await payments.ListProvidersAsync(cancellationToken), null));

    private static async Task<Created<OrderView>> PayAsync(Id<Order> id, PayRequest input, [FromHeader(Name = "X-Order-Token")] string? token, PaymentManager payments, CancellationToken cancellationToken) =>
        TypedResults.Created($"/api/v1/store/orders/{id}", await payments.PayAsync(id, token, input.Provider, input.ReturnUrl, cancellationToken));

    private static async Task<Ok<OrderView>> SyncAsync(Id<Order> id, Id<Payment> paymentId, [FromHeader(Name = "X-Order-Token")] string? token, PaymentManager payments, CancellationToken cancellationToken) =>
        TypedResults.Ok(await payments.SyncAsync(id, paymentId, token, cancellationToken));

    private static async Task<Ok<OrderView>> CancelAsync(Id<Order> id, [FromHeader(Name = "X-Order-Token")] string? token, OrderManager orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.CancelOwnAsync(id, token, cancellationToken));

    private static async Task<Ok<OrderView>> CaptureAsync(Id<Order> id, Id<Payment> paymentId, MoneyRequest? input, PaymentManager payments, HttpContext context, CancellationToken cancellationToken) =>
        Show(await payments.CaptureAsync(id, paymentId, input?.Amount, input?.Reason, Key(context), cancellationToken), context);

    private static async Task<Ok<OrderView>> VoidAsync(Id<Order> id, Id<Payment> paymentId, VoidRequest? input, PaymentManager payments, HttpContext context, CancellationToken cancellationToken) =>
        Show(await payments.VoidAsync(id, paymentId, input?.Reason, Key(context), cancellationToken), context);

    private static async Task<Ok<OrderView>> RefundAsync(Id<Order> id, Id<Payment> paymentId, MoneyRequest? input, PaymentManager payments, HttpContext context, CancellationToken cancellationToken) =>
        Show(await payments.RefundAsync(id, paymentId, input?.Amount, input?.Reason, Key(context), cancellationToken), context);

    private static async Task<Ok<Page<PaymentSettingsView>>> ListSettingsAsync(PaymentSettingsManager settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<PaymentSettingsView>(await settings.ListAsync(cancellationToken), null));

    private static async Task<Ok<PaymentSettingsView>> GetSettingsAsync(string id, PaymentSettingsManager settings, HttpContext context, CancellationToken cancellationToken) =>
        Show(await settings.FindAsync(id, cancellationToken) ?? throw PaymentErrors.PluginNotFound(), context);

    private static async Task<Ok<PaymentSettingsView>> SetSettingsAsync(string id, PaymentSettingsInput input, PaymentSettingsManager settings, HttpContext context, CancellationToken cancellationToken) =>
        Show(await settings.SetAsync(id, input, context.ExpectedVersion(), cancellationToken), context);

    private static async Task<NoContent> RemoveSettingsAsync(string id, PaymentSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        await settings.RemoveAsync(id, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static string? Key(HttpContext context) => context.Request.Headers[IdempotencyMiddleware.Header];

    private static Ok<OrderView> Show(OrderView order, HttpContext context) => TypedResults.Ok(order.WithETag(context, order.Version));

    private static Ok<PaymentSettingsView> Show(PaymentSettingsView settings, HttpContext context) => TypedResults.Ok(settings.WithETag(context, settings.Version));
}

/// <summary>How the order is paid.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="ReturnUrl">Where the provider sends the shopper back to.</param>
internal sealed record PayRequest(string Provider, string? ReturnUrl = null);

/// <summary>How much is taken or given back.</summary>
/// <param name="Amount">All that is left when it is missing.</param>
/// <param name="Reason">For the record.</param>
internal sealed record MoneyRequest(Money? Amount = null, string? Reason = null);

/// <summary>Why a promise is given up.</summary>
/// <param name="Reason">For the record.</param>
internal sealed record VoidRequest(string? Reason = null);
