using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Checkout;

/// <summary>Buyers against one another, on two servers where the engine allows two: stock is never sold twice and nobody waits in vain.</summary>
[Trait("Category", "Slow")]
public sealed class StockRaceTests
{
    [Theory, EachEngine]
    public async Task Stock_of_50_and_200_buyers_make_exactly_50_orders_in_each_of_5_rounds(Engine engine)
    {
        await using var nodes = await Nodes.StartAsync(engine);
        var shop = nodes.Shop;
        for (var round = 0; round < 5; round++)
        {
            var variant = await shop.AddVariantAsync(stock: 50);
            var carts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => shop.AddReadyCartAsync((variant, 1))));

            var answers = await nodes.CompleteAsync(carts);

            Assert.Equal(50, answers.Count(answer => answer.Status == 201));
            Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.ExpectProblem(409, "insufficient_stock"));
            Assert.Equal((50, 50), await shop.StockAsync(variant));
        }
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task Carts_that_want_more_than_one_unit_never_get_fewer(Engine engine)
    {
        await using var nodes = await Nodes.StartAsync(engine);
        var shop = nodes.Shop;
        var variant = await shop.AddVariantAsync(stock: 20);
        var carts = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => shop.AddReadyCartAsync((variant, 1 + i % 3))));

        var answers = await nodes.CompleteAsync(carts);

        var sold = answers.Where(answer => answer.Status == 201).Sum(answer => answer.Json.At("lines", 0).GetProperty("quantity").GetInt32());
        Assert.InRange(sold, 18, 20);
        Assert.Equal((20, sold), await shop.StockAsync(variant));
        foreach (var (cart, answer) in carts.Zip(answers))
        {
            if (answer.Status == 201)
                Assert.Equal((await shop.Http.GetOkAsync($"store/carts/{cart}")).At("lines", 0).GetProperty("quantity").GetInt32(), answer.Json.At("lines", 0).GetProperty("quantity").GetInt32());
            else
                answer.ExpectProblem(409, "insufficient_stock");
        }
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task Carts_that_name_variants_in_opposite_order_never_block_one_another(Engine engine)
    {
        await using var nodes = await Nodes.StartAsync(engine);
        var shop = nodes.Shop;
        var variants = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.AddVariantAsync(stock: 10_000)));
        for (var round = 0; round < 3; round++)
        {
            var carts = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => shop.AddReadyCartAsync([.. (i % 2 == 0 ? variants : variants.Reverse()).Select(variant => (variant, 1 + i % 4))])));
            // Staff set and add stock of the same rows meanwhile.
            var adjusting = Task.WhenAll(variants.Select(variant => shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = 1 })));

            var answers = await nodes.CompleteAsync(carts);

            Assert.All(answers, answer => answer.Expect(201));
            Assert.All(await adjusting, answer => answer.Expect(200));
        }
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task One_cart_completed_on_every_server_at_once_is_one_order(Engine engine)
    {
        await using var nodes = await Nodes.StartAsync(engine);
        var shop = nodes.Shop;
        var variant = await shop.AddVariantAsync(stock: 100);
        for (var round = 0; round < 5; round++)
        {
            var cart = await shop.AddReadyCartAsync((variant, 1));
            var answers = await nodes.CompleteAsync([.. Enumerable.Repeat(cart, 30)]);
            Assert.Single(answers, answer => answer.Status == 201);
            Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.ExpectProblem(409, "cart_completed"));

            var key = Guid.NewGuid().ToString();
            cart = await shop.AddReadyCartAsync((variant, 1));
            answers = await nodes.CompleteAsync([.. Enumerable.Repeat(cart, 30)], key);
            Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Text).Distinct());
            Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.ExpectProblem(409, "idempotency_in_progress"));
        }
        Assert.Equal((100, 10), await shop.StockAsync(variant));
        await shop.AssertInvariantsAsync();
    }

    private sealed class Nodes(TestServer[] servers, TestShop shop, HttpClient[] clients) : IAsyncDisposable
    {
        private const int Parallel = 64;

        internal TestShop Shop => shop;

        internal static async Task<Nodes> StartAsync(Engine engine)
        {
            var first = await TestServer.StartAsync(engine);
            TestServer[] servers = engine == Engine.PostgreSql ? [first, await TestServer.StartAsync(first.DatabaseUrl)] : [first];
            var shop = await TestShop.OpenAsync(servers[0]);
            // The second start made a new operator token.
            shop.Admin.DefaultRequestHeaders.Authorization = new("Bearer", servers[^1].Token);
            var clients = servers.Select(server => server.Client()).ToArray();
            foreach (var client in clients)
                client.DefaultRequestHeaders.Add("X-Tenant", shop.Tenant.Slug);
            return new(servers, shop, clients);
        }

        /// <summary>Completes the carts by turns on the servers, so many at once.</summary>
        internal async Task<Answer[]> CompleteAsync(string[] carts, string? key = null)
        {
            using var gate = new SemaphoreSlim(Parallel);
            return await Task.WhenAll(carts.Select(async (cart, i) =>
            {
                await gate.WaitAsync();
                try
                {
                    return await clients[i % clients.Length].CompleteAsync(cart, key);
                }
                finally
                {
                    gate.Release();
                }
            }));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in clients)
                client.Dispose();
            await shop.DisposeAsync();
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }
}
