using System.Text.Json;
using SharpCommerce.Inbound;

namespace SharpCommerce.Payments.PayPal;

/// <summary>
/// Orders: made by us, approved by the buyer at PayPal, and then carried out by us, which is when money is promised or taken. An order that nobody carries out moves
/// none and ends by itself. Answers to changes are short or old, so after each the order is read.
/// </summary>
public sealed class PayPalProvider : IPaymentProvider
{
    internal const string Id = "paypal";

    private const int LongestBrand = 127;

    private readonly PayPalSettings _settings;
    private readonly PaymentSetup<PayPalSettings> _setup;
    private readonly PayPalClient _client;

    /// <summary>A provider for one call.</summary>
    /// <param name="setup">The tenant's settings.</param>
    /// <exception cref="FormatException">The settings cannot be used.</exception>
    public PayPalProvider(PaymentSetup<PayPalSettings> setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Settings.Check();
        (_setup, _settings, _client) = (setup, setup.Settings, new(setup));
    }

    /// <summary>What PayPal remembers for six hours and 45 days, and a little less.</summary>
    public PaymentCapabilities Capabilities => new()
    {
        Sandbox = !_settings.Live,
        SeveralCaptures = true,
        AuthorizationLife = TimeSpan.FromDays(29),
        AuthorizeKeyLife = TimeSpan.FromHours(5),
        ChangeKeyLife = TimeSpan.FromDays(44),
    };

    /// <inheritdoc/>
    public string? Refuses(Money amount) => PayPalAmounts.Refuses(amount);

    /// <inheritdoc/>
    public async Task<PaymentSnapshot> AuthorizeAsync(AuthorizeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var brand = request.ShopName.Length is > 0 and <= LongestBrand ? request.ShopName : null;
        var order = new PayPalNewOrder(
            request.CaptureAtOnce ? "CAPTURE" : "AUTHORIZE",
            [new(request.PaymentId.ToString(), $"Order {request.OrderNumber}", PayPalAmounts.Write(request.Amount))],
            new(new(new(brand, request.ReturnUrl?.AbsoluteUri, request.ReturnUrl?.AbsoluteUri))));
        return Show(await _client.CreateAsync(order, request.Key, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<PaymentSnapshot> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var order = await BeforeAsync(request, cancellationToken);
        if (order.Authorization is not { } authorization)
            throw Conflict("authorization_missing");
        await _client.CaptureAsync(authorization.Id, new(PayPalAmounts.Write(request.Capture), request.Final), request.Key, cancellationToken);
        return await AfterAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PaymentSnapshot> VoidAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var order = await BeforeAsync(request, cancellationToken);
        if (order.Authorization is not { } authorization)
            return order.Captures.Count == 0 ? Show(order, wanted: false) : throw Conflict("order_captured");
        await _client.VoidAsync(authorization.Id, cancellationToken);
        return await AfterAsync(request, cancellationToken);
    }

    /// <summary>Gives back from one capture after the other. What was given back under the same key before is not given back again.</summary>
    /// <inheritdoc/>
    public async Task<PaymentSnapshot> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var order = await BeforeAsync(request, cancellationToken);
        var mark = PayPalSnapshots.MarkOf(request.Key);
        var left = request.Refund.Amount - order.Refunds.Where(refund => refund.CustomId == mark && refund.Counts).Sum(refund => PayPalAmounts.Read(refund.Amount).Amount);
        var moved = false;
        foreach (var capture in order.Captures)
        {
            var available = capture.Status is "COMPLETED" or "PARTIALLY_REFUNDED"
                ? PayPalAmounts.Read(capture.Amount).Amount - order.Refunds.Where(refund => refund.Counts && (order.Captures.Count == 1 || refund.IsOf(capture))).Sum(refund => PayPalAmounts.Read(refund.Amount).Amount)
                : 0;
            var part = Math.Min(left, available);
            if (part <= 0)
                continue;
            try
            {
                await _client.RefundAsync(capture.Id, new(PayPalAmounts.Write(request.Refund with { Amount = part }), mark), $"{request.Key}:{capture.Id}", cancellationToken);
            }
            catch (PaymentException refusal) when (moved)
            {
                throw Unknown(refusal);
            }
            moved = true;
            left -= part;
        }
        if (left > 0 && !moved)
            throw Conflict("REFUND_AMOUNT_EXCEEDED");
        return await AfterAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PaymentSnapshot?> ReadAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // An order whose making was not heard of can be approved by nobody, so it moves nothing.
        if (request.ProviderId is not { } id)
            return null;
        PayPalOrder order;
        try
        {
            order = await _client.GetAsync(id, cancellationToken);
        }
        catch (PaymentException missing) when (missing is { ProviderCode: "INVALID_RESOURCE_ID" or "RESOURCE_NOT_FOUND" })
        {
            return null;
        }
        if (order.Status != "APPROVED" || !request.CarryOn || order.Unit.CustomId != request.PaymentId.ToString() || PayPalAmounts.Read(order.Unit.Amount) != request.Amount)
            return Show(order, request.CarryOn);
        try
        {
            var capture = order.Intent == "CAPTURE";
            await _client.CarryOutAsync(id, capture, $"{request.Key}:{(capture ? "capture" : "authorize")}", cancellationToken);
        }
        catch (PaymentException refusal) when (refusal.ProviderCode is { } code && PayPalFaults.IsOfShopper(code))
        {
            return PayPalSnapshots.Of(order, _settings.ApprovalOf(id), wanted: true, PayPalFaults.DeclineOf(code));
        }
        catch (PaymentException decided) when (decided.Fault == PaymentFault.StateConflict)
        {
            // Somebody else was faster; what came of it is seen below.
        }
        return Show(await _client.GetAsync(id, cancellationToken), request.CarryOn);
    }

    /// <inheritdoc/>
    public Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return VerifyAsync(request, null, cancellationToken);
    }

    /// <param name="request">What came.</param>
    /// <param name="roots">Whom to trust besides the system; null for the system alone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<InboundVerdict> VerifyAsync(InboundRequest request, System.Security.Cryptography.X509Certificates.X509Certificate2Collection? roots, CancellationToken cancellationToken)
    {
        if (_settings.WebhookId is not { Length: > 0 } webhookId)
            return new InboundVerdict.NotConfigured();
        if (PayPalSignature.Of(request.Headers) is not { } signature || IdOf(request.Body) is not { } id)
            return new InboundVerdict.Forged();
        var genuine = await signature.VerifyAsync(webhookId, request, _setup.Http, roots, cancellationToken) ?? await _client.IsGenuineAsync(signature, request.Body, cancellationToken);
        return genuine ? new InboundVerdict.Accepted(id) : new InboundVerdict.Forged();
    }

    /// <inheritdoc/>
    public PaymentNotice? Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (!document.RootElement.TryGetProperty("resource", out var about))
            return null;
        var type = document.RootElement.Text("event_type") ?? "";
        if (type.StartsWith("CHECKOUT.ORDER.", StringComparison.Ordinal))
            return new(about.Text("id"), null);
        if (!type.StartsWith("PAYMENT.", StringComparison.Ordinal))
            return null;
        var order = about.Text("supplementary_data", "related_ids", "order_id");
        var own = PaymentOf(about.Text("custom_id"));
        return order is null && own is null ? null : new(order, own);
    }

    /// <summary>Our id of the payment, which marks orders as it is, and refunds as a part of their key.</summary>
    private static Guid? PaymentOf(string? mark)
    {
        foreach (var part in (mark ?? "").Split('.'))
        {
            if (Guid.TryParse(part, out var id))
                return id;
        }
        return null;
    }

    private static string? IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Text("id");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private PaymentSnapshot Show(PayPalOrder order, bool wanted = true) => PayPalSnapshots.Of(order, _settings.ApprovalOf(order.Id), wanted);

    /// <summary>What stands before a change: when that cannot be seen, nothing was changed either.</summary>
    private async Task<PayPalOrder> BeforeAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetAsync(request.ProviderId!, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or PaymentException { Fault: PaymentFault.OutcomeUnknown })
        {
            throw new PaymentException(PaymentFault.Unavailable, "The order cannot be read.", failure) { ProviderCode = (failure as PaymentException)?.ProviderCode };
        }
    }

    /// <summary>What stands after a change: when that cannot be seen, nothing is known.</summary>
    private async Task<PaymentSnapshot> AfterAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Show(await _client.GetAsync(request.ProviderId!, cancellationToken));
        }
        catch (Exception failure) when (failure is HttpRequestException or PaymentException)
        {
            throw Unknown(failure);
        }
    }

    private static PaymentException Conflict(string code) => new(PaymentFault.StateConflict, "The order is in no state for this.") { ProviderCode = code };

    private static PaymentException Unknown(Exception failure) => new(PaymentFault.OutcomeUnknown, "It was done, and cannot be read now.", failure) { ProviderCode = (failure as PaymentException)?.ProviderCode };
}
