using SharpCommerce.Payments;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Payments;

/// <summary>A provider is there when its settings are, and its secrets go in and never come out.</summary>
public sealed class PaymentSettingsTests
{
    private const string Path = $"admin/payment-providers/{ScriptedProvider.Id}";

    [Theory, EachEngine]
    public async Task Without_its_settings_a_provider_is_absent_and_with_them_it_is_there_at_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(await PaidShop.ServerAsync(engine));
        async Task<IEnumerable<string>> OfferedAsync() => (await shop.Http.GetOkAsync("store/payment-providers")).List("items").Select(item => item.Id());
        Assert.Equal(["manual"], await OfferedAsync());
        var cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(), 1));
        (await shop.Http.CompleteAsync(cart, null, PaidShop.Scripted)).ExpectProblem(503, "provider_not_configured");
        (await shop.Http.CallAsync("POST", $"webhooks/{ScriptedProvider.Id}/{shop.Tenant.Slug}", new { })).ExpectProblem(404, "not_found");
        Assert.Equal("missing", (await shop.Admin.GetOkAsync(Path)).Text("source"));

        (await shop.Admin.CallAsync("PUT", Path, new { settings = new { branch = "west", other = "x" } })).ExpectProblem(400, "validation_failed");
        var set = (await shop.Admin.CallAsync("PUT", Path, new { settings = new { key = "canary-secret", branch = "south" } })).Expect(200);
        Assert.DoesNotContain("canary", set.Text, StringComparison.Ordinal);
        Assert.Equal(["manual", ScriptedProvider.Id], await OfferedAsync());
        Assert.DoesNotContain("canary", await shop.DumpAsync("settings") + await shop.DumpAsync("audit_entries") + await shop.DumpAsync("outbox_messages"), StringComparison.Ordinal);
        // What is not named of the secrets stays.
        var kept = (await shop.Admin.CallAsync("PUT", Path, new { enabled = true, settings = new { branch = "north" } }, ("If-Match", set.Header("ETag")!))).Expect(200).Json;
        Assert.True(kept.GetProperty("configured").GetBoolean());
        (await shop.Admin.CallAsync("PUT", Path, new { settings = new { } }, ("If-Match", set.Header("ETag")!))).ExpectProblem(412, "precondition_failed");
        (await shop.Admin.CallAsync("PUT", Path, new { enabled = false, settings = new { } })).Expect(200);
        Assert.Equal(["manual"], await OfferedAsync());
        (await shop.Admin.CallAsync("DELETE", Path)).Expect(204);
        Assert.Equal("missing", (await shop.Admin.GetOkAsync(Path)).Text("source"));
        (await shop.Admin.CallAsync("GET", "admin/payment-providers/nobody")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task What_differs_between_the_books_is_found(Engine engine)
    {
        await using var shop = await PaidShop.OpenAsync(engine, "automatic");
        shop.Shop.LeftBroken = true;
        var order = await shop.OrderAsync();
        Assert.Empty(await shop.Shop.Get<PaymentReconciler>().CompareAsync(TestContext.Current.CancellationToken));
        await shop.Shop.ExecuteAsync("UPDATE payment_movements SET provider_id = 'ch_other' WHERE tenant_id = @tenant");
        await shop.Shop.ExecuteAsync("UPDATE payments SET refunded = 1 WHERE tenant_id = @tenant");
        var found = await shop.Shop.Get<PaymentReconciler>().CompareAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["ledger", "missing_capture", "unknown_capture"], found.Select(difference => difference.Kind).Order(StringComparer.Ordinal));
        Assert.All(found, difference => Assert.Equal(order.Id(), difference.OrderId.ToString()));
        shop.Bank.Reports = amount => amount with { Amount = 1 };
        Assert.Contains(await shop.Shop.Get<PaymentReconciler>().CompareAsync(TestContext.Current.CancellationToken), difference => difference.Kind == "amount");
    }
}
