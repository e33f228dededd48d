using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>Where Stripe's events go: the account's own address, and webhook endpoints made through the API.</summary>
internal static class StripeEndpoints
{
    private const string Kind = "stripe_webhook_endpoint";

    internal sealed record Endpoint(string Url, IReadOnlyList<string> Secrets, string? ApiVersion);

    internal static IReadOnlyList<Endpoint> Of(FakePayState state, FakeAccount account, string type)
    {
        var endpoints = new List<Endpoint>();
        if (account.StripeWebhookUrl is { } url)
            endpoints.Add(new(url, account.StripeWebhookSecrets, null));
        endpoints.AddRange(state.Book.All(Kind, account.Name)
            .Where(item => item.Text("status") == "enabled" && item.List("enabled_events")!.Any(pattern => StripeEvents.Matches(pattern!.GetValue<string>(), type)))
            .Select(item => new Endpoint(item.Text("url")!, [item.Text("x_secret")!], item.Text("api_version"))));
        return endpoints;
    }

    internal static Answer Create(Call call)
    {
        var secret = $"whsec_{Ids.Secret(24)}";
        var endpoint = new JsonObject
        {
            ["id"] = Ids.Stripe("we"),
            ["object"] = "webhook_endpoint",
            ["api_version"] = call.Body.Text("api_version"),
            ["application"] = null,
            ["created"] = call.Now.ToUnixTimeSeconds(),
            ["description"] = call.Body.Text("description"),
            ["enabled_events"] = call.Body.List("enabled_events")?.Copy() ?? throw StripeErrors.Invalid("parameter_missing", "Missing required param: enabled_events.", "enabled_events"),
            ["livemode"] = call.Account.Live,
            ["metadata"] = call.Body.Map("metadata")?.Copy() ?? [],
            ["status"] = "enabled",
            ["url"] = call.Body.Text("url") ?? throw StripeErrors.Invalid("parameter_missing", "Missing required param: url.", "url"),
            ["x_secret"] = secret,
        };
        call.Put(Kind, endpoint);
        var answer = call.Show(endpoint);
        // Only now: later reads do not have it.
        answer.Body!["secret"] = secret;
        return answer;
    }

    internal static Answer List(Call call) => call.ShowPage(Kind, "/v1/webhook_endpoints", item => item.Text("status") != "deleted");

    internal static Answer Retrieve(Call call) => call.Show(Get(call));

    internal static Answer Delete(Call call)
    {
        var endpoint = Get(call);
        endpoint["status"] = "deleted";
        call.Put(Kind, endpoint);
        return new(200, new JsonObject { ["id"] = endpoint.Text("id"), ["object"] = "webhook_endpoint", ["deleted"] = true });
    }

    private static JsonObject Get(Call call)
    {
        var endpoint = call.Find(Kind, call.Id("webhook_endpoint"), "webhook endpoint", "id");
        return endpoint.Text("status") == "deleted" ? throw StripeErrors.Missing("webhook endpoint", endpoint.Text("id")!, "id") : endpoint;
    }
}
