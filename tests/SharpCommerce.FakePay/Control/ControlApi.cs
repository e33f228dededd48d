using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Webhooks;

namespace SharpCommerce.FakePay.Control;

/// <summary><c>/_control</c>: what a test in another process says to the fake and asks it. The same as the methods of <see cref="FakePayServer"/>.</summary>
internal static class ControlApi
{
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    internal static void Map(WebApplication app, FakePayServer fake)
    {
        var control = app.MapGroup("/_control");
        control.MapGet("", () => Json(new { ready = true, fake.StripeAddress, fake.PayPalAddress, validation = fake.Validates }));

        control.MapGet("accounts", () => Json(fake.Accounts));
        control.MapPost("accounts", (HttpRequest request) => ReadAsync<JsonObject>(request, body => Json(fake.AddAccount(Account(fake, body)))));

        control.MapGet("faults", () => Json(fake.Faults));
        control.MapPost("faults", (HttpRequest request) => ReadAsync<Fault>(request, async fault =>
        {
            await fake.FailAsync(fault);
            return Json(fault);
        }));
        control.MapDelete("faults", async () =>
        {
            await fake.ClearFaultsAsync();
            return Results.NoContent();
        });

        control.MapGet("webhooks", () => Json(fake.WebhookRules));
        control.MapPost("webhooks", (HttpRequest request) => ReadAsync<WebhookRule>(request, rule =>
        {
            fake.Deliver(rule);
            return Json(rule);
        }));
        control.MapDelete("webhooks", () =>
        {
            fake.ClearWebhookRules();
            return Results.NoContent();
        });
        control.MapGet("deliveries", () => Json(fake.Deliveries));
        control.MapPost("events/{id}/send", async (string id) => Done(await fake.ResendAsync(id)));

        control.MapGet("ledger", () => Json(fake.Ledger));
        control.MapGet("violations", () => Json(fake.Violations));
        control.MapDelete("violations", () =>
        {
            fake.ClearViolations();
            return Results.NoContent();
        });

        control.MapPost("clock", (HttpRequest request) => ReadAsync<JsonObject>(request, body =>
        {
            fake.Advance(TimeSpan.FromSeconds(body.Number("advanceSeconds")));
            return Results.NoContent();
        }));
        control.MapGet("paypal/root-certificate", () => Results.Text(fake.PayPalRootCertificatePem, "application/x-pem-file"));
        control.MapGet("paypal/tokens", () => Json(new { issued = fake.PayPalTokensIssued }));
        control.MapDelete("paypal/tokens", () =>
        {
            fake.RevokePayPalTokens();
            return Results.NoContent();
        });
        control.MapPost("paypal/orders/{id}/approve", (string id, HttpRequest request) =>
            ReadAsync<JsonObject>(request, async body => Done(await fake.ApproveOrderAsync(id, body.Flag("pending") == true))));
        control.MapPost("paypal/captures/{id}/settle", (string id, HttpRequest request) =>
            ReadAsync<JsonObject>(request, async body => Done(await fake.SettleAsync(id, body.Flag("succeeded") == true))));
        control.MapPost("stripe/payment_intents/{id}/authenticate", (string id, HttpRequest request) =>
            ReadAsync<JsonObject>(request, async body => Done(await fake.AuthenticateAsync(id, body.Flag("approved") == true))));
        control.MapPost("stripe/payment_intents/{id}/settle", (string id, HttpRequest request) =>
            ReadAsync<JsonObject>(request, async body => Done(await fake.SettleAsync(id, body.Flag("succeeded") == true))));
        control.MapPost("stripe/refunds/{id}/settle", (string id, HttpRequest request) =>
            ReadAsync<JsonObject>(request, async body => Done(await fake.SettleAsync(id, body.Flag("succeeded") == true))));
    }

    /// <summary>What is not given stays as it is, or is made from the name.</summary>
    private static FakeAccount Account(FakePayServer fake, JsonObject body)
    {
        var name = body.Text("name") ?? throw new JsonException("An account has a name.");
        var known = fake.Accounts.FirstOrDefault(account => account.Name == name) ?? FakeAccount.Named(name);
        var merged = (JsonObject)JsonSerializer.SerializeToNode(known, Options)!;
        foreach (var (key, value) in body)
            merged[key] = value?.DeepClone();
        return merged.Deserialize<FakeAccount>(Options)!;
    }

    private static Task<IResult> ReadAsync<T>(HttpRequest request, Func<T, IResult> use) => ReadAsync<T>(request, body => Task.FromResult(use(body)));

    private static async Task<IResult> ReadAsync<T>(HttpRequest request, Func<T, Task<IResult>> use)
    {
        try
        {
            return await use((await JsonSerializer.DeserializeAsync<T>(request.Body, Options, request.HttpContext.RequestAborted))!);
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException)
        {
            return Results.Json(new { error = failure.Message }, Options, statusCode: 400);
        }
    }

    private static JsonHttpResult<T> Json<T>(T value) => TypedResults.Json(value, Options);

    private static IResult Done(bool done) => done ? Results.NoContent() : Results.Json(new { error = "There is none that waits for it." }, Options, statusCode: 409);
}
