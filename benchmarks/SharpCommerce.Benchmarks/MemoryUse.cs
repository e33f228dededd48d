using System.Globalization;
using System.Text;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>What the server's memory comes to under visitors of many shops, orders, overload, thousands of shops that come once, and slow senders.</summary>
internal sealed class MemoryUse(Database database, Seeder seeder, ServerProcess product)
{
    private const int Tenants = 5_000;
    private const int Calls = 3;
    private const int Orders = 8_000;
    private const double MostMemory = 512;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    internal async Task<string> RunAsync()
    {
        var requests = Traffic.Of(seeder.Shops, await Traffic.CartsAsync(seeder));
        var verdict = new Verdict("Resident memory of the server, in MiB, after each of these.");
        verdict.Note("start", $"{product.ResidentMemory():0}");

        var peak = await Traffic.PeakAsync(product, requests);
        await Traffic.OfferAsync(product, requests, peak / 2, Window);
        var (middle, end) = (product.ResidentMemory(), 0.0);
        verdict.Note($"visitors of {seeder.Shops.Length} shops, half of what it can do", $"{middle:0}");

        var carts = await seeder.AddCartsAsync(Orders, hot: false);
        await LoadGenerator.RunAsync(new() { Server = product.Address, Connections = 64, WarmUp = 1L, Measured = Orders - 1L }, (_, n) => Scenario.Complete(carts[n], "complete"));
        verdict.Note($"{Orders:N0} orders", $"{product.ResidentMemory():0}");

        await Traffic.OfferAsync(product, requests, peak * 3, Window, connections: 1_500);
        verdict.Note("three times what it can do, over 1,500 connections", $"{product.ResidentMemory():0}");

        var statuses = await ThousandsAsync();
        verdict.Note($"{Tenants:N0} more shops with {Calls} calls each ({statuses})", $"{product.ResidentMemory():0}");

        await Traffic.OfferAsync(product, requests, peak / 2, Window);
        end = product.ResidentMemory();
        return verdict.Note("visitors as at first", $"{end:0}")
            .AtMost("at the end, in multiples of the same load at first", end / middle, 1.5)
            .AtMost("most at any time", product.PeakMemory(), MostMemory, "0")
            .ToString();
    }

    private async Task<string> ThousandsAsync()
    {
        await using var connection = await database.OpenAsync();
        var columns = await connection.QueryAsync("SELECT column_name FROM information_schema.columns WHERE table_name = 'tenants' AND table_schema = 'public'", row => row.GetString(0));
        var values = columns.Select(column => column switch { "id" => "gen_random_uuid()", "slug" => "'many-' || n", _ => $"t.{column}" });
        await connection.ExecuteAsync($"INSERT INTO tenants ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM tenants t, generate_series(1, {Tenants}) n WHERE t.slug = '{seeder.Shops[0].Slug}'");
        try
        {
            byte[][] requests = [.. Enumerable.Range(1, Tenants).Select(n => Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"GET /api/v1/store/products HTTP/1.1\r\nHost: localhost\r\nX-Tenant: many-{n}\r\n\r\n")))];
            var result = await LoadGenerator.RunAsync(new() { Server = product.Address, Connections = 16, WarmUp = 1L, Measured = (Tenants * (long)Calls) - 1 }, (_, n) => requests[n % Tenants]);
            return NoisyNeighbor.Statuses([result]);
        }
        finally
        {
            await connection.ExecuteAsync("DELETE FROM tenants WHERE slug LIKE 'many-%'");
        }
    }
}
