using System.Text.RegularExpressions;
using SharpCommerce.FakePay.Gateway;

namespace SharpCommerce.FakePay.Validation;

/// <summary>How requests of today's Stripe API differ from the official description of version 2024-04-10, each by its name.</summary>
internal static partial class StripeDifferences
{
    /// <summary>The version that renamed <c>payment_method_types</c> of intents.</summary>
    private const string Renamed = "2026-10-28";

    private static readonly string[] Added =
        ["allowed_payment_method_types", "excluded_payment_method_types", "amount_details", "payment_details", "customer_account", "hooks", "amount_to_confirm"];

    internal static List<SchemaError> Apply(Call call, List<SchemaError> errors)
    {
        // Versions and types of events go on being added.
        errors.RemoveAll(error => (error.Rule == SchemaRule.Unknown && Added.Contains(First().Match(error.Path).Groups[1].Value))
            || (error.Rule == SchemaRule.Value && (error.Path == "/api_version" || error.Path.StartsWith("/enabled_events/", StringComparison.Ordinal))));
        if (call.Operation.Template.StartsWith("/v1/payment_intents", StringComparison.Ordinal) && call.Body.ContainsKey("payment_method_types")
            && string.CompareOrdinal(call.Http.Request.Headers["Stripe-Version"], Renamed) >= 0)
        {
            errors.Add(new("/payment_method_types", SchemaRule.Unknown, "It is gone since 2026-10-28."));
        }
        return errors;
    }

    [GeneratedRegex("^/([^/]+)")]
    private static partial Regex First();
}
