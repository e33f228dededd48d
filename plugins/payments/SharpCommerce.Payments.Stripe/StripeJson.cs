using System.Text.Json;

namespace SharpCommerce.Payments.Stripe;

internal static class StripeJson
{
    internal static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
