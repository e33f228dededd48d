using System.Runtime.CompilerServices;
using System.Text.Json;
using SharpCommerce.Inbound;
using Stripe;

namespace SharpCommerce.Payments.Stripe;

/// <summary>
/// Payment intents: made by us, confirmed by the shopper in Stripe's own form, captured and refunded by us. Stripe keeps a key for a day with what it answered
/// first, so an answer that is only repeated is not believed: what stands now is read.
/// </summary>
public sealed class StripeProvider : IPaymentProvider
{
    internal const string Id = "stripe";

    private const int MostSearched = 5_000;
    private const int PageSize = 100;
    private const int MostText = 500;
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(23);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly List<string> Expansions = ["latest_charge.balance_transaction"];

    /// <summary>Making one is what costs; a client for a key costs nothing.</summary>
    private static readonly ConditionalWeakTable<HttpClient, SystemNetHttpClient> Transports = [];

    private readonly StripeSettings _settings;
    private readonly TimeProvider _clock;
    private readonly PaymentIntentService _intents;
    private readonly RefundService _refunds;

    /// <summary>A provider for one call.</summary>
    /// <param name="setup">The tenant's settings.</param>
    /// <exception cref="FormatException">The settings cannot be used.</exception>
    public StripeProvider(PaymentSetup<StripeSettings> setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Settings.Check();
        (_settings, _clock) = (setup.Settings, setup.Clock);
        var client = new StripeClient(new StripeClientOptions
        {
            ApiKey = _settings.SecretKey,
            ApiBase = _settings.Base,
            HttpClient = Transports.GetValue(setup.Http, http => new SystemNetHttpClient(http, maxNetworkRetries: 0, enableTelemetry: false)),
        });
        (_intents, _refunds) = (new(client), new(client));
    }

    /// <inheritdoc/>
    public PaymentCapabilities Capabilities => new() { Sandbox = !_settings.Live, AuthorizeKeyLife = KeyLife, ChangeKeyLife = KeyLife };

    /// <inheritdoc/>
    public string? Refuses(Money amount) => StripeAmounts.Refuses(amount);

    /// <inheritdoc/>
    public Task<PaymentSnapshot> AuthorizeAsync(AuthorizeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var intent = new PaymentIntentCreateOptions
        {
            Amount = StripeAmounts.Write(request.Amount),
            Currency = request.Amount.Currency.Code.ToLowerInvariant(),
            CaptureMethod = request.CaptureAtOnce ? "automatic" : "manual",
            AutomaticPaymentMethods = new() { Enabled = true },
            Description = Shorten($"{request.ShopName} {request.OrderNumber}".Trim()),
            ReceiptEmail = request.Email,
            Metadata = new()
            {
                [StripeSnapshots.Payment] = request.PaymentId.ToString(),
                ["order"] = request.OrderId.ToString(),
                ["order_number"] = $"{request.OrderNumber}",
            },
        };
        return ChangeAsync(request, options => _intents.CreateAsync(intent, options, cancellationToken), made => StripeSnapshots.Of(made, [], _settings.PublishableKey), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PaymentSnapshot> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var capture = new PaymentIntentCaptureOptions
        {
            AmountToCapture = StripeAmounts.Write(request.Capture),
            Metadata = new() { [StripeSnapshots.CaptureKey] = request.Key },
            Expand = Expansions,
        };
        return ChangeAsync(request, options => _intents.CaptureAsync(request.ProviderId, capture, options, cancellationToken), done => StripeSnapshots.Of(done, [], _settings.PublishableKey), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PaymentSnapshot> VoidAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(
            request, options => _intents.CancelAsync(request.ProviderId, new() { CancellationReason = "abandoned" }, options, cancellationToken), done => StripeSnapshots.Of(done, [], _settings.PublishableKey), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PaymentSnapshot> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var refund = new RefundCreateOptions
        {
            PaymentIntent = request.ProviderId,
            Amount = StripeAmounts.Write(request.Refund),
            Metadata = new() { [StripeSnapshots.Payment] = request.PaymentId.ToString(), [StripeSnapshots.RefundKey] = request.Key },
        };
        if (!string.IsNullOrWhiteSpace(request.Reason))
            refund.Metadata["reason"] = Shorten(request.Reason);
        return ChangeAsync(request, options => _refunds.CreateAsync(refund, options, cancellationToken), _ => null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PaymentSnapshot?> ReadAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await FindAsync(request, request.BegunAt - ClockSkew, cancellationToken);
        }
        catch (StripeException said)
        {
            throw StripeFaults.Of(said);
        }
    }

    /// <inheritdoc/>
    public Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Verify(request));
    }

    /// <inheritdoc/>
    public PaymentNotice? Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var type = document.RootElement.Text("type") ?? "";
        if (type == "payment_intent.created" || !document.RootElement.TryGetProperty("data", out var data) || !data.TryGetProperty("object", out var about))
            return null;
        Guid? own = about.TryGetProperty("metadata", out var marks) && Guid.TryParse(marks.Text(StripeSnapshots.Payment), out var id) ? id : null;
        // An account may serve others, too: an intent without our mark is theirs.
        if (type.StartsWith("payment_intent.", StringComparison.Ordinal))
            return own is null ? null : new(about.Text("id"), own);
        if (type.StartsWith("charge.", StringComparison.Ordinal) || type.StartsWith("refund.", StringComparison.Ordinal))
            return about.Text("payment_intent") is { } intent ? new(intent, own) : null;
        return null;
    }

    private InboundVerdict Verify(InboundRequest request)
    {
        if (_settings.WebhookSecrets is not { Count: > 0 } secrets)
            return new InboundVerdict.NotConfigured();
        if (!StripeSignature.Verify(request.Headers.GetValueOrDefault(StripeSignature.Header), request.Body.Span, secrets, request.ReceivedAt))
            return new InboundVerdict.Forged();
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var happened = document.RootElement;
            if (happened.Text("id") is not { Length: > 0 } id || happened.Text("type") is null || !happened.TryGetProperty("livemode", out var live) || live.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                return new InboundVerdict.Malformed();
            // What happens among test keys says nothing of real money, and the other way round.
            return live.GetBoolean() == _settings.Live ? new InboundVerdict.Accepted(id) : new InboundVerdict.Forged();
        }
        catch (JsonException)
        {
            return new InboundVerdict.Malformed();
        }
    }

    private async Task<PaymentSnapshot> ChangeAsync<T>(PaymentRequest request, Func<RequestOptions, Task<T>> change, Func<T, PaymentSnapshot?> show, CancellationToken cancellationToken)
        where T : StripeEntity
    {
        try
        {
            var done = await change(new() { IdempotencyKey = request.Key });
            if (!IsRepeated(done.StripeResponse) && show(done) is { } snapshot)
                return snapshot;
        }
        catch (StripeException said)
        {
            // A key that once met a 500 goes on answering it, whatever was done.
            if (!(IsRepeated(said.StripeResponse) && (int)said.HttpStatusCode >= 500))
                throw StripeFaults.Of(said);
        }
        return await SeeAsync(request, cancellationToken);
    }

    /// <summary>What stands after a call that may have changed it: when that cannot be seen, nothing is known.</summary>
    private async Task<PaymentSnapshot> SeeAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindAsync(request, _clock.GetUtcNow() - KeyLife - ClockSkew, cancellationToken) is { } found)
                return found;
        }
        catch (Exception failure) when (failure is StripeException or HttpRequestException)
        {
            throw new PaymentException(PaymentFault.OutcomeUnknown, "It was done, and cannot be read now.", failure);
        }
        throw new PaymentException(PaymentFault.OutcomeUnknown, "It cannot be found.");
    }

    private async Task<PaymentSnapshot?> FindAsync(PaymentRequest request, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var id = request.ProviderId ?? await SearchAsync(request.PaymentId, since, cancellationToken);
        if (id is null)
            return null;
        PaymentIntent intent;
        try
        {
            intent = await _intents.GetAsync(id, new() { Expand = Expansions }, cancellationToken: cancellationToken);
        }
        catch (StripeException missing) when (missing is { HttpStatusCode: System.Net.HttpStatusCode.NotFound, StripeError.Code: "resource_missing" })
        {
            return null;
        }
        var refunds = new List<Refund>();
        if (StripeSnapshots.IsCaptured(intent))
        {
            await foreach (var refund in _refunds.ListAutoPagingAsync(new() { PaymentIntent = intent.Id, Limit = PageSize }, cancellationToken: cancellationToken))
                refunds.Add(refund);
        }
        return StripeSnapshots.Of(intent, refunds, _settings.PublishableKey);
    }

    /// <summary>The intent whose first answer was lost, by our mark. Not by Stripe's search, which lags behind.</summary>
    private async Task<string?> SearchAsync(Guid paymentId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (searched, mark) = (0, paymentId.ToString());
        var newest = new PaymentIntentListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = since.UtcDateTime }, Limit = PageSize };
        await foreach (var intent in _intents.ListAutoPagingAsync(newest, cancellationToken: cancellationToken))
        {
            if (intent.Metadata?.GetValueOrDefault(StripeSnapshots.Payment) == mark)
                return intent.Id;
            if (++searched == MostSearched)
                throw new PaymentException(PaymentFault.OutcomeUnknown, "There are too many payments to search.") { ProviderCode = "too_many_to_search" };
        }
        return null;
    }

    private static bool IsRepeated(StripeResponse? response) => response?.Headers?.TryGetValues("Idempotent-Replayed", out var said) == true && said.Contains("true", StringComparer.OrdinalIgnoreCase);

    private static string Shorten(string text) => text.Length <= MostText ? text : text[..MostText];
}
