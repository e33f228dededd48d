using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Core.Secrets;

namespace SharpCommerce.Webhooks;

/// <summary>Makes one attempt by HTTP. Of the answer the status is kept and nothing else: what stands in it is the receiver's.</summary>
internal sealed class WebhookSender(OutboundClient client, SecretProtector secrets, TimeProvider clock)
{
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    internal static string Purpose(WebhookEndpoint endpoint) => $"webhook-secret:{endpoint.TenantId}:{endpoint.Id}";

    /// <summary>Sends; how it went, and how long the receiver asked to be left alone.</summary>
    internal async Task<(WebhookAttempt Attempt, TimeSpan? RetryAfter)> SendAsync(WebhookClaim claim, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, claim.Endpoint.Url) { Content = new StringContent(claim.Body, Encoding.UTF8, "application/json") };
        var timestamp = claim.ClaimedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("webhook-id", claim.Id.ToString());
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.UserAgent.ParseAdd("SharpCommerce-Webhooks/1");
        var began = clock.GetTimestamp();
        try
        {
            request.Headers.Add("webhook-signature", WebhookSignature.Sign(Secrets(claim), claim.Id.ToString(), timestamp, claim.Body));
            var answer = await client.SendForHeadAsync(request, Timeout, cancellationToken);
            var retryAfter = answer.Status is 429 or 503 ? answer.RetryAfter?.Delta ?? answer.RetryAfter?.Date - claim.ClaimedAt : null;
            return (Attempt(claim, began, answer.Status, answer.Status is >= 200 and < 300 ? null : WebhookFailure.Status), retryAfter);
        }
        catch (CryptographicException)
        {
            // The secrets key is not the one that the secret was kept with.
            return (Attempt(claim, began, null, WebhookFailure.Internal), null);
        }
        catch (HttpRequestException failure)
        {
            return (Attempt(claim, began, null, KindOf(failure)), null);
        }
    }

    private IEnumerable<string> Secrets(WebhookClaim claim)
    {
        var endpoint = claim.Endpoint;
        yield return secrets.Unprotect(endpoint.ProtectedSecret, Purpose(endpoint));
        if (endpoint.ProtectedFormerSecret is { } former && claim.ClaimedAt < endpoint.FormerUntil)
            yield return secrets.Unprotect(former, Purpose(endpoint));
    }

    private WebhookAttempt Attempt(WebhookClaim claim, long began, int? status, WebhookFailure? failure) =>
        new(claim.ClaimedAt, status, (int)(clock.GetElapsedTime(began).Ticks / TimeSpan.TicksPerMillisecond), failure);

    private static WebhookFailure KindOf(HttpRequestException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OutboundRefusal:
                    return WebhookFailure.AddressRefused;
                case OperationCanceledException:
                    return WebhookFailure.Timeout;
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return WebhookFailure.Tls;
            }
        }
        return WebhookFailure.Unreachable;
    }
}
