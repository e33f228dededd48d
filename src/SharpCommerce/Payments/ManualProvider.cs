using SharpCommerce.Inbound;

namespace SharpCommerce.Payments;

/// <summary>Pay on invoice or on delivery. Asks nobody: staff say what came in and what went back, and what they say is so.</summary>
internal sealed class ManualProvider : IPaymentProvider
{
    internal const string Id = "manual";

    internal static readonly ManualProvider Instance = new();

    private ManualProvider()
    {
    }

    public PaymentCapabilities Capabilities { get; } = new() { AutomaticCapture = false, SeveralCaptures = true, AuthorizationLife = TimeSpan.MaxValue, AuthorizeKeyLife = TimeSpan.MaxValue, ChangeKeyLife = TimeSpan.MaxValue };

    public Task<PaymentSnapshot> AuthorizeAsync(AuthorizeRequest request, CancellationToken cancellationToken) => Task.FromResult(Of(request, PaymentState.Authorized));

    public Task<PaymentSnapshot> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) => Task.FromResult(
        Of(request, request.Final ? PaymentState.Captured : PaymentState.Authorized, new PaymentTransfer(TransferKind.Capture, request.Key, request.Capture, TransferStatus.Succeeded) { Key = request.Key }));

    public Task<PaymentSnapshot> VoidAsync(PaymentRequest request, CancellationToken cancellationToken) => Task.FromResult(Of(request, PaymentState.Canceled));

    public Task<PaymentSnapshot> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => Task.FromResult(
        Of(request, PaymentState.Captured, new PaymentTransfer(TransferKind.Refund, request.Key, request.Refund, TransferStatus.Succeeded) { Key = request.Key }));

    public Task<PaymentSnapshot?> ReadAsync(ReadRequest request, CancellationToken cancellationToken) => Task.FromResult<PaymentSnapshot?>(null);

    public Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken) => Task.FromResult<InboundVerdict>(new InboundVerdict.NotConfigured());

    public PaymentNotice? Read(ReadOnlyMemory<byte> body) => null;

    private static PaymentSnapshot Of(PaymentRequest request, PaymentState state, params PaymentTransfer[] transfers) =>
        new() { ProviderId = $"{Id}:{request.PaymentId:N}", State = state, Amount = request.Amount, Transfers = transfers };
}
