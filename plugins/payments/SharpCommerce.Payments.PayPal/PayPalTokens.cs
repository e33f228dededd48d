using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SharpCommerce.Payments.PayPal;

/// <summary>
/// Access tokens, kept for as long as they are good and asked for once however many calls wait. Each belongs to credentials, not to a name: whoever does not have the
/// secret cannot have its token.
/// </summary>
internal static class PayPalTokens
{
    private const int MostKept = 10_000;
    private const double Renewed = 0.9;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<string, Lazy<Task<Kept>>> All = new();

    /// <exception cref="PaymentException">There is none. Nothing was done then.</exception>
    internal static async Task<string> GetAsync(PaymentSetup<PayPalSettings> setup, string? refused, CancellationToken cancellationToken)
    {
        var key = KeyOf(setup.Settings);
        if (All.TryGetValue(key, out var known) && known.IsValueCreated && IsOver(known.Value, refused, setup.Clock))
            All.TryRemove(KeyValuePair.Create(key, known));
        if (All.Count >= MostKept)
            All.Clear();
        // Asked for beside its callers: one that leaves takes it from nobody.
        var kept = All.GetOrAdd(key, _ => new(() => AskAsync(setup)));
        return (await kept.Value.WaitAsync(cancellationToken)).Token;
    }

    private static bool IsOver(Task<Kept> asked, string? refused, TimeProvider clock) =>
        asked.IsFaulted || asked.IsCanceled || asked.IsCompletedSuccessfully && (asked.Result.Token == refused || clock.GetElapsedTime(asked.Result.Since) >= asked.Result.Life);

    private static async Task<Kept> AskAsync(PaymentSetup<PayPalSettings> setup)
    {
        var since = setup.Clock.GetTimestamp();
        using var limit = new CancellationTokenSource(Limit, setup.Clock);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{setup.Settings.Base}/v1/oauth2/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{setup.Settings.ClientId}:{setup.Settings.ClientSecret}")));
            using var response = await setup.Http.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode)
                throw new PaymentException((int)response.StatusCode is 400 or 401 or 403 ? PaymentFault.Authentication : PaymentFault.Unavailable, "PayPal gave no access token.") { ProviderCode = $"token_{(int)response.StatusCode}" };
            var token = await response.Content.ReadFromJsonAsync<PayPalToken>(PayPalJson.Options, limit.Token);
            return new(token!.AccessToken, since, TimeSpan.FromSeconds(token.ExpiresIn * Renewed));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or JsonException or NotSupportedException or IOException)
        {
            throw new PaymentException(PaymentFault.Unavailable, "PayPal gave no access token.", failure) { ProviderCode = "token_unavailable" };
        }
    }

    private static string KeyOf(PayPalSettings settings) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.Base}\n{settings.ClientId}\n{settings.ClientSecret}")));

    private sealed record Kept(string Token, long Since, TimeSpan Life);
}
