using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>What a shop's visitors do, as ready bytes: mostly looking, some searching, some carts.</summary>
internal static class Traffic
{
    private const int Count = 4_000;

    /// <summary>Requests of some shops, in turns.</summary>
    public static byte[][] Of(Shop[] shops, SeededCart[] carts)
    {
        var random = new SplitMix(7);
        var own = shops.ToDictionary(shop => shop, shop => carts.Where(cart => cart.Shop == shop).ToArray());
        return [.. Enumerable.Range(0, Count).Select(n =>
        {
            var shop = shops[n % shops.Length];
            var cart = own[shop][random.Below(own[shop].Length)];
            return random.Below(20) switch
            {
                < 8 => Scenario.Get(shop, $"products/{shop.ProductSlugs[random.Below(shop.ProductSlugs.Count)]}"),
                < 14 => Scenario.Get(shop, "products"),
                < 16 => Scenario.Get(shop, $"products?q={Uri.EscapeDataString(ShopMaker.SearchWords(random))}"),
                < 18 => Scenario.Get(shop, $"carts/{cart.Id}"),
                _ => Scenario.AddLine(cart, n),
            };
        })];
    }

    public static Task<SeededCart[]> CartsAsync(Seeder seeder) => seeder.AddCartsAsync(Count, hot: false);

    /// <summary>The most that the server answers when nobody waits for long: closed loop with a connection for each turn.</summary>
    public static async Task<double> PeakAsync(ServerProcess server, byte[][] requests)
    {
        var options = new LoadOptions { Server = server.Address, Connections = 16, WarmUp = TimeSpan.FromSeconds(6), Measured = TimeSpan.FromSeconds(4) };
        return (await LoadGenerator.RunAsync(options, (_, n) => requests[n % requests.Length])).GoodPerSecond;
    }

    /// <summary>Open loop.</summary>
    public static Task<LoadResult> OfferAsync(ServerProcess server, byte[][] requests, double perSecond, TimeSpan time, int connections = 512, int retries = 0) =>
        LoadGenerator.RunAsync(
            new() { Server = server.Address, Connections = connections, WarmUp = TimeSpan.FromSeconds(1), Measured = time, RequestsPerSecond = perSecond, Retries = retries },
            (_, n) => requests[n % requests.Length]);
}
