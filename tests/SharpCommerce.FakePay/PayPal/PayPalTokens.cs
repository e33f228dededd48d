using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>Access tokens. They are in memory only, so a restart makes clients fetch new ones.</summary>
internal sealed class PayPalTokens
{
    /// <summary>In seconds: nine hours, as PayPal gives.</summary>
    private const int Life = 32400;

    private readonly ConcurrentDictionary<string, (string Account, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);
    private int _issued;

    /// <summary>How many were given out.</summary>
    internal int Issued => _issued;

    internal static Answer Issue(Call call)
    {
        if (call.Body.Text("grant_type") != "client_credentials")
            return new(400, new JsonObject { ["error"] = "unsupported_grant_type", ["error_description"] = "Grant Type is NULL or not supported." });
        var token = $"A21AA{Ids.Secret(40)}";
        var tokens = call.State.Tokens;
        tokens._tokens[token] = (call.Account.Name, call.Now.AddSeconds(Life));
        Interlocked.Increment(ref tokens._issued);
        return new(200, new JsonObject
        {
            ["scope"] = "https://uri.paypal.com/services/payments/payment",
            ["access_token"] = token,
            ["token_type"] = "Bearer",
            ["app_id"] = "APP-80W284485P519543T",
            ["expires_in"] = Life,
            ["nonce"] = $"{call.Now:yyyy-MM-ddTHH:mm:ssZ}{Ids.Secret(20)}",
        });
    }

    internal string? AccountOf(string token, DateTimeOffset now) => _tokens.TryGetValue(token, out var known) && known.Until > now ? known.Account : null;

    internal void Revoke() => _tokens.Clear();
}
