using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>Calls one of the nodes, for one tenant, as a guest or as staff.</summary>
internal sealed class ShopClient(Stage stage, HttpClient http, ServerProcess node, StageTenant? tenant = null)
{
    internal ShopClient Of(StageTenant other) => new(stage, http, node, other);

    /// <summary>The answer; null when there was none, so that nobody knows whether the call took effect.</summary>
    internal async Task<Answer?> TryAsync(string method, string path, object? body = null, string? key = null, bool staff = false)
    {
        var headers = new List<(string, string)>();
        if (tenant is not null)
            headers.Add(("X-Tenant", tenant.Slug));
        if (key is not null)
            headers.Add(("Idempotency-Key", key));
        if (staff)
            headers.Add(("Authorization", $"Bearer {stage.Token}"));
        try
        {
            var answer = await http.CallAsync(method, new Uri(node.Address, $"api/v1/{path}").ToString(), body, [.. headers]);
            stage.Count(answer.Status);
            return answer;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            stage.Count(0);
            return null;
        }
    }
}
