using System.Text;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>What is asked of both servers. Every request is ready as bytes before the clock runs.</summary>
internal sealed record Scenario(string Name, string Title, int[] Connections)
{
    /// <summary>The most that the product may cost of the baseline, server and database together; null where there is no target.</summary>
    public double? MostCpuRatio { get; init; }

    /// <summary>The least throughput of the product in multiples of the baseline's.</summary>
    public double? LeastSpeedUp { get; init; }

    /// <summary>Requests that can be repeated; null where each needs a cart of its own.</summary>
    public Func<Seeder, SeededCart[], byte[][]>? Requests { get; init; }

    /// <summary>For completions: whether all buyers want the same item.</summary>
    public bool Hot { get; init; }

    /// <summary>The last part of the baseline's path, for completions.</summary>
    public string BaselineAction { get; init; } = "complete";

    /// <summary>Whether it is one page of the catalog that the product keeps, against the same bytes from a server that does nothing else.</summary>
    public bool Kept { get; init; }

    /// <summary>Completions per window and connection count: each cart can be completed once.</summary>
    public int OrdersPerWindow { get; init; }

    public static Scenario[] All { get; } =
    [
        new("list", "list, 20 newest", [16, 64]) { MostCpuRatio = 1.5, Requests = (seeder, _) => Many(seeder, (shop, _) => Get(shop, "products")) },
        new("detail", "product detail by slug", [16, 64]) { MostCpuRatio = 1.5, Requests = (seeder, _) => Many(seeder, (shop, random) => Get(shop, $"products/{shop.ProductSlugs[random.Below(shop.ProductSlugs.Count)]}")) },
        new("search", "search, two words", [16, 64]) { Requests = (seeder, _) => Many(seeder, (shop, random) => Get(shop, $"products?q={Uri.EscapeDataString(ShopMaker.SearchWords(random))}")) },
        new("cart", "cart read", [16, 64]) { Requests = (_, carts) => [.. carts.Select(cart => Get(cart.Shop, $"carts/{cart.Id}"))] },
        new("add-line", "add to cart", [16, 64]) { Requests = (_, carts) => [.. carts.Select((cart, n) => AddLine(cart, n))] },
        new("complete", "complete, 20 shops", [16, 64]) { OrdersPerWindow = 4_000 },
        new("complete-alone", "complete alone, one after another", [1]) { OrdersPerWindow = 800, MostCpuRatio = 2.0 },
        new("hot-item", "complete, one hot item, against one order per transaction", [64]) { OrdersPerWindow = 6_000, LeastSpeedUp = 3, Hot = true, BaselineAction = "complete-ungrouped" },
        new("kept-list", "kept list of 20, against plain Kestrel with these bytes", [64]) { Kept = true, LeastSpeedUp = 0.85, Requests = (seeder, _) => [Get(seeder.Shops[0], "products")] },
        new("kept-detail", "kept detail, against plain Kestrel with these bytes", [64]) { Kept = true, LeastSpeedUp = 0.85, Requests = (seeder, _) => [Get(seeder.Shops[0], $"products/{seeder.Shops[0].ProductSlugs[0]}")] },
    ];

    public static byte[] Complete(SeededCart cart, string action) =>
        Post(cart.Shop, $"carts/{cart.Id}/{action}", $"Idempotency-Key: bench-{cart.Id:N}\r\n", """{"payment":{"provider":"manual"}}""");

    public static byte[] AddLine(SeededCart cart, int n) =>
        Post(cart.Shop, $"carts/{cart.Id}/lines", "", $$"""{"variantId":"{{cart.Shop.Variants[n % cart.Shop.Variants.Count].Id}}","quantity":1}""");

    public static byte[] Get(Shop shop, string path) =>
        Encoding.ASCII.GetBytes($"GET /api/v1/store/{path} HTTP/1.1\r\nHost: localhost\r\nX-Tenant: {shop.Slug}\r\nAccept: application/json\r\nUser-Agent: bench\r\n\r\n");

    private static byte[] Post(Shop shop, string path, string headers, string body) =>
        Encoding.ASCII.GetBytes(
            $"POST /api/v1/store/{path} HTTP/1.1\r\nHost: localhost\r\nX-Tenant: {shop.Slug}\r\nAccept: application/json\r\nUser-Agent: bench\r\n{headers}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static byte[][] Many(Seeder seeder, Func<Shop, SplitMix, byte[]> make)
    {
        const int Count = 20_000;
        var random = new SplitMix(1);
        return [.. Enumerable.Range(0, Count).Select(n => make(seeder.Shops[n % seeder.Shops.Length], random))];
    }
}
