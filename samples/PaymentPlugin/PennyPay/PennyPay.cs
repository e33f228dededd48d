using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SharpCommerce;
using SharpCommerce.Inbound;
using SharpCommerce.Payments;

namespace PennyPay;

public sealed record PennySettings
{
    [PaymentSetting(Label = "API key", Environment = "PENNYPAY_KEY", Secret = true)] public required string Key { get; init; }
    [PaymentSetting(Label = "Webhook secret", Environment = "PENNYPAY_WEBHOOK_SECRET", Secret = true)] public required string WebhookSecret { get; init; }
    [PaymentSetting(Label = "API address", Environment = "PENNYPAY_URL", OperatorOnly = true)] public required string Url { get; init; }
}

public sealed class PennyProvider(PaymentSetup<PennySettings> setup) : IPaymentProvider
{
    public static void AddTo(IPaymentProviderRegistry registry) => registry.AddPaymentProvider<PennySettings>("penny_pay", "PennyPay", setup => new PennyProvider(setup));

    public PaymentCapabilities Capabilities => new() { Sandbox = true, SeveralCaptures = true, AuthorizeKeyLife = TimeSpan.FromDays(1), ChangeKeyLife = TimeSpan.FromDays(1) };

    public Task<PaymentSnapshot> AuthorizeAsync(AuthorizeRequest request, CancellationToken cancellationToken) =>
        SendAsync("payments", request, new { reference = request.PaymentId, amount = request.Amount.Amount, currency = request.Amount.Currency.Code, capture = request.CaptureAtOnce }, cancellationToken);

    public Task<PaymentSnapshot> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) =>
        SendAsync($"payments/{request.ProviderId}/capture", request, new { amount = request.Capture.Amount, final = request.Final }, cancellationToken);

    public Task<PaymentSnapshot> VoidAsync(PaymentRequest request, CancellationToken cancellationToken) => SendAsync($"payments/{request.ProviderId}/void", request, new { }, cancellationToken);

    public Task<PaymentSnapshot> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
        SendAsync($"payments/{request.ProviderId}/refund", request, new { amount = request.Refund.Amount }, cancellationToken);

    public Task<PaymentSnapshot?> ReadAsync(ReadRequest request, CancellationToken cancellationToken) => CallAsync(new(HttpMethod.Get, Address($"payments/{request.PaymentId}")), cancellationToken);

    public Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var expected = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(setup.Settings.WebhookSecret), request.Body.Span));
        var genuine = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(request.Headers.GetValueOrDefault("Penny-Signature", "")));
        return Task.FromResult<InboundVerdict>(genuine ? new InboundVerdict.Accepted(JsonElement.Parse(request.Body.Span).GetProperty("event").GetString()!) : new InboundVerdict.Forged());
    }

    public PaymentNotice? Read(ReadOnlyMemory<byte> body) => new(null, JsonElement.Parse(body.Span).GetProperty("payment").GetGuid());

    private async Task<PaymentSnapshot> SendAsync(string path, PaymentRequest request, object body, CancellationToken cancellationToken) =>
        await CallAsync(new(HttpMethod.Post, Address(path)) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", request.Key } } }, cancellationToken) ?? throw new PaymentException(PaymentFault.InvalidRequest, "PennyPay has no such payment.");

    private async Task<PaymentSnapshot?> CallAsync(HttpRequestMessage call, CancellationToken cancellationToken)
    {
        call.Headers.Authorization = new("Bearer", setup.Settings.Key);
        using var answer = await setup.Http.SendAsync(call, cancellationToken);
        if ((int)answer.StatusCode == 404)
            return null;
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<PennyPayment>(cancellationToken))!.Snapshot();
    }

    private Uri Address(string path) => new($"{setup.Settings.Url}/{path}");
}

internal sealed record PennyTransfer(string Id, long Amount, string Key);

internal sealed record PennyPayment(string Id, string Status, long Amount, string Currency, IReadOnlyList<PennyTransfer> Captures, IReadOnlyList<PennyTransfer> Refunds)
{
    internal PaymentSnapshot Snapshot() => new()
    {
        ProviderId = Id,
        State = Status switch { "authorized" => PaymentState.Authorized, "captured" => PaymentState.Captured, "voided" => PaymentState.Canceled, _ => PaymentState.Failed },
        Amount = Of(Amount),
        Transfers = [.. Captures.Select(capture => Of(TransferKind.Capture, capture)), .. Refunds.Select(refund => Of(TransferKind.Refund, refund))],
        Decline = Status == "declined" ? new(DeclineReason.Declined, Status) : null,
    };

    private PaymentTransfer Of(TransferKind kind, PennyTransfer moved) => new(kind, moved.Id, Of(moved.Amount), TransferStatus.Succeeded) { Key = moved.Key };
    private Money Of(long amount) => new(amount, SharpCommerce.Currency.Parse(Currency));
}
