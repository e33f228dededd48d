using System.Security.Cryptography;
using System.Text;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Checkout;

public sealed class IdempotencyTests
{
    private const string Body = """{"payment":{"provider":"manual"}}""";

    [Theory, EachEngine]
    public async Task Fifty_parallel_calls_with_one_key_get_one_answer(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = await shop.AddReadyCartAsync((variant, 1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Http.CompleteAsync(cart, "one-key")));

        var placed = Assert.Single(answers, answer => answer.Status == 201 && answer.Header("Idempotent-Replayed") is null);
        foreach (var answer in answers.Where(answer => answer != placed))
        {
            if (answer.Status == 201)
                AssertReplay(placed, answer);
            else
                Assert.Equal("1", answer.ExpectProblem(409, "idempotency_in_progress").Header("Retry-After"));
        }
        AssertReplay(placed, await shop.Http.CompleteAsync(cart, "one-key"));
        Assert.Equal((10, 1), await shop.StockAsync(variant));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task Parallel_calls_with_one_key_that_are_refused_are_refused_cleanly(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(stock: 0), 1));
        for (var round = 0; round < 6; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Http.CompleteAsync(cart, "one-key")));
            Assert.All(answers, answer => Assert.Contains(answer.Expect(409).Code, (string[])["insufficient_stock", "idempotency_in_progress"]));
            Assert.Contains(answers, answer => answer.Code == "insufficient_stock");
        }
    }

    [Theory, EachEngine]
    public async Task A_key_is_required_and_stands_for_one_call_only(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = await shop.AddReadyCartAsync((variant, 1));
        var path = $"store/carts/{cart}/complete";

        (await shop.Http.CallAsync("POST", path, Body)).ExpectInvalid("Idempotency-Key");
        foreach (var key in (string[])["", " ", "a b", new string('k', 256)])
            (await shop.Http.CallAsync("POST", path, Body, ("Idempotency-Key", key))).ExpectInvalid("Idempotency-Key");
        (await shop.Http.CallAsync("POST", path, Body, ("Idempotency-Key", "a"), ("Idempotency-Key", "b"))).ExpectInvalid("Idempotency-Key");

        var placed = (await shop.Http.CompleteAsync(cart, "key", Body)).Expect(201);
        (await shop.Http.CompleteAsync(cart, "key", """{"payment":{"provider":"manual","returnUrl":"https://x.example"}}""")).ExpectProblem(422, "idempotency_mismatch");
        (await shop.Http.CompleteAsync(cart, "other", Body)).ExpectProblem(409, "cart_completed");
        AssertReplay(placed, await shop.Http.CompleteAsync(cart, "key", Body));

        // Another guest's cart, another key, although it reads the same; and another tenant's is another still.
        var second = (await shop.Http.CompleteAsync(await shop.AddReadyCartAsync((variant, 1)), "key", Body)).Expect(201);
        Assert.Null(second.Header("Idempotent-Replayed"));
        Assert.NotEqual(placed.Json.Id(), second.Json.Id());
        await using var other = await TestShop.OpenAsync(engine);
        (await other.Http.CompleteAsync(cart, "key", Body)).ExpectProblem(404, "not_found");
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_refused_call_may_be_tried_again_under_its_key(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: 0);
        var cart = await shop.AddReadyCartAsync((variant, 1));
        (await shop.Http.CompleteAsync(cart, "key")).ExpectProblem(409, "insufficient_stock");
        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = 1 })).Expect(200);
        (await shop.Http.CompleteAsync(cart, "key")).Expect(201);
    }

    [Theory, EachEngine]
    public async Task Any_changing_call_may_carry_a_key(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var body = new { title = "Once", variants = new[] { new { price = shop.Price(1) } } };
        var first = (await shop.Admin.CallAsync("POST", "admin/products", body, ("Idempotency-Key", "p"))).Expect(201);
        var again = await shop.Admin.CallAsync("POST", "admin/products", body, ("Idempotency-Key", "p"));
        AssertReplay(first, again);
        Assert.Equal((first.Header("ETag"), first.Header("Location")), (again.Header("ETag"), again.Header("Location")));
        Assert.Single(await shop.Admin.PagesAsync("admin/products", 100));

        var path = $"admin/products/{first.Json.Id()}";
        (await shop.Admin.CallAsync("DELETE", path, null, ("Idempotency-Key", "d"))).Expect(204);
        Assert.Equal("true", (await shop.Admin.CallAsync("DELETE", path, null, ("Idempotency-Key", "d"))).Expect(204).Header("Idempotent-Replayed"));
        (await shop.Admin.CallAsync("DELETE", path)).ExpectProblem(404, "not_found");
        (await shop.Admin.CallAsync("PATCH", path, new { title = "x" }, ("Idempotency-Key", "d"))).ExpectProblem(422, "idempotency_mismatch");
    }

    [Theory, EachEngine]
    [Trait("Category", "Slow")]
    public async Task The_answer_outlives_the_server(Engine engine)
    {
        string url, cart, slug;
        Answer placed;
        await using (var server = await TestServer.StartAsync(engine))
        {
            await using var shop = await TestShop.OpenAsync(server);
            cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(), 1));
            placed = (await shop.Http.CompleteAsync(cart, "key")).Expect(201);
            (url, slug) = (server.DatabaseUrl, shop.Tenant.Slug);
        }

        await using var restarted = await TestServer.StartAsync(url);
        using var client = restarted.Client();
        client.DefaultRequestHeaders.Add("X-Tenant", slug);
        AssertReplay(placed, await client.CompleteAsync(cart, "key"));
        (await client.CallAsync("GET", $"store/orders/{placed.Json.Id()}", null, ("X-Order-Token", placed.Json.Text("accessToken")))).Expect(200);
    }

    [Theory, EachEngine]
    public async Task A_call_that_a_dead_server_left_behind_is_taken_over_after_its_lease(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(), 1));
        await ClaimAsync(shop, engine, cart, "key", expired: false);
        Assert.NotNull((await shop.Http.CompleteAsync(cart, "key", Body)).ExpectProblem(409, "idempotency_in_progress").Header("Retry-After"));
        await shop.ExecuteAsync("DELETE FROM idempotency_records WHERE tenant_id = @tenant");

        await ClaimAsync(shop, engine, cart, "key", expired: true);
        (await shop.Http.CompleteAsync(cart, "key", """{"payment":{"provider":"manual","returnUrl":"x"}}""")).ExpectProblem(422, "idempotency_mismatch");
        var placed = (await shop.Http.CompleteAsync(cart, "key", Body)).Expect(201);

        Assert.Null(placed.Header("Idempotent-Replayed"));
        AssertReplay(placed, await shop.Http.CompleteAsync(cart, "key", Body));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task Whoever_takes_over_a_call_that_had_written_its_order_gets_that_order(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = await shop.AddReadyCartAsync((variant, 1));
        var lost = (await shop.Http.CompleteAsync(cart, "key", Body)).Expect(201).Json;
        // The server died between the order's commit and the saving of its answer.
        Assert.Equal(1, await shop.ExecuteAsync($"UPDATE idempotency_records SET status_code = NULL, content_type = NULL, headers = NULL, body = NULL, lease_until = {Past(engine)} WHERE tenant_id = @tenant"));

        var found = (await shop.Http.CompleteAsync(cart, "key", Body)).Expect(201).Json;

        Assert.Equal((lost.Id(), lost.GetProperty("number").GetInt64(), lost.Amount("total")), (found.Id(), found.GetProperty("number").GetInt64(), found.Amount("total")));
        Assert.NotEqual(lost.Text("accessToken"), found.Text("accessToken"));
        (await shop.Http.CallAsync("GET", $"store/orders/{found.Id()}", null, ("X-Order-Token", found.Text("accessToken")))).Expect(200);
        (await shop.Http.CallAsync("GET", $"store/orders/{found.Id()}", null, ("X-Order-Token", lost.Text("accessToken")))).ExpectProblem(404, "not_found");
        Assert.Equal((10, 1), await shop.StockAsync(variant));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_call_that_changed_something_and_was_cut_off_never_runs_again(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        Task<Answer> AdjustAsync() => shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = 5 }, ("Idempotency-Key", "delivery"));
        (await AdjustAsync()).Expect(200);
        // The server died between the commit and the saving of the answer: what the commit wrote of the call is all there is.
        Assert.Equal(1, await shop.ExecuteAsync("UPDATE idempotency_records SET status_code = NULL, content_type = NULL, headers = '', body = NULL WHERE tenant_id = @tenant"));
        (await AdjustAsync()).ExpectProblem(409, "idempotency_in_progress");

        Assert.Equal(1, await shop.ExecuteAsync($"UPDATE idempotency_records SET lease_until = {Past(engine)} WHERE tenant_id = @tenant"));

        (await AdjustAsync()).ExpectProblem(409, "idempotency_answer_lost");
        Assert.Equal((15, 0), await shop.StockAsync(variant));
    }

    [Theory, EachEngine]
    public async Task A_key_is_free_again_after_its_time(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        object Product(string title) => new { title, variants = new[] { new { price = shop.Price(1) } } };
        (await shop.Admin.CallAsync("POST", "admin/products", Product("A"), ("Idempotency-Key", "k"))).Expect(201);
        (await shop.Admin.CallAsync("POST", "admin/products", Product("B"), ("Idempotency-Key", "k"))).ExpectProblem(422, "idempotency_mismatch");
        await shop.ExecuteAsync($"UPDATE idempotency_records SET expires_at = {Past(engine)} WHERE tenant_id = @tenant");
        var later = (await shop.Admin.CallAsync("POST", "admin/products", Product("B"), ("Idempotency-Key", "k"))).Expect(201);
        Assert.Equal("B", later.Json.Text("title"));
    }

    private static string Past(Engine engine) => engine == Engine.Sqlite ? "1" : "'2000-01-01T00:00:00Z'";

    private static Task<int> ClaimAsync(TestShop shop, Engine engine, string cart, string key, bool expired)
    {
        var path = $"/api/v1/store/carts/{cart}/complete";
        var future = engine == Engine.Sqlite ? "32503680000000000" : "'3000-01-01T00:00:00Z'";
        return shop.ExecuteAsync(
            $"INSERT INTO idempotency_records (tenant_id, key_hash, request_hash, lease_until, expires_at) VALUES (@tenant, @key, @request, {(expired ? Past(engine) : future)}, {future})",
            ("key", SHA256.HashData(Encoding.UTF8.GetBytes($"guest:{path}\n{key}"))),
            ("request", HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"POST {path}\n{Body}"))));
    }

    private static void AssertReplay(Answer first, Answer again)
    {
        Assert.Equal(("true", first.Status, first.Text), (again.Header("Idempotent-Replayed"), again.Status, again.Text));
        Assert.Equal(first.ContentHeaders.ContentType?.ToString(), again.ContentHeaders.ContentType?.ToString());
        Assert.Equal("no-store, private", string.Join(", ", again.Header("Cache-Control")!.Split(", ").Order()));
    }
}
