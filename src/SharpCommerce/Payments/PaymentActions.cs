using System.Text.Json;
using System.Text.Json.Serialization;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Payments;

/// <summary>Keeps what a shopper has to do, encrypted: whoever has it can complete the payment.</summary>
internal sealed class PaymentActions(TenantContext tenant, SecretProtector secrets)
{
    internal NextAction? Read(Payment payment) =>
        payment is { ProtectedAction: { } text, Status: PaymentStatus.RequiresAction } ? JsonSerializer.Deserialize<NextAction>(secrets.Unprotect(text, Purpose(payment)), ModelExtensions.Json) : null;

    internal void Write(Payment payment, PaymentAction? action)
    {
        var next = action switch
        {
            PaymentAction.Redirect redirect => new NextAction("redirect") { Url = redirect.Url.AbsoluteUri },
            PaymentAction.ClientSecret form => new NextAction("client_secret") { ClientSecret = form.Secret, PublishableKey = form.PublishableKey },
            _ => null,
        };
        if (payment.Status == PaymentStatus.RequiresAction && next is not null && next != Read(payment))
            payment.ProtectedAction = secrets.Protect(JsonSerializer.Serialize(next, ModelExtensions.Json), Purpose(payment));
    }

    private string Purpose(Payment payment) => $"payment-action:{tenant.Current.Id}:{payment.Id}";
}

/// <summary>What the shopper has to do.</summary>
/// <param name="Type"><c>redirect</c> or <c>client_secret</c>.</param>
public sealed record NextAction(string Type)
{
    /// <summary>The provider's page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }

    /// <summary>For the provider's own form on the shop's page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientSecret { get; init; }

    /// <summary>The merchant's public key, for the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PublishableKey { get; init; }
}
