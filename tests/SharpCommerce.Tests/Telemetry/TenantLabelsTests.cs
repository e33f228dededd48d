using System.Text;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>Metrics tell 100 tenants apart, however many there are and however long the process lives.</summary>
public sealed class TenantLabelsTests
{
    private const int MostBytes = 2 * 1024 * 1024;

    [Fact]
    public void The_first_have_a_label_at_once_later_ones_when_they_are_busy_and_no_more_than_100_ever()
    {
        var labels = new TenantLabels();
        var tenants = Enumerable.Range(0, 5_000).Select(Tenant).ToList();
        var quiet = tenants.SelectMany(tenant => Enumerable.Range(0, 3).Select(_ => labels.Count(tenant))).ToHashSet();
        Assert.Equal([.. Enumerable.Range(0, TenantLabels.MostLabels / 2).Select(n => $"t{n}"), TenantLabels.Other], quiet);

        // Half of the labels were kept for this one.
        var late = tenants[^1];
        Assert.Equal(TenantLabels.Other, labels.Count(late));
        for (var call = 0; call < TenantLabels.Busy; call++)
            labels.Count(late);
        Assert.Equal(late.Slug, labels.Count(late));

        var all = tenants.Take(1_000).SelectMany(tenant => Enumerable.Range(0, TenantLabels.Busy + 1).Select(_ => labels.Count(tenant))).ToHashSet();
        // The late one has the hundredth.
        Assert.Equal(TenantLabels.MostLabels - 1, all.Count(label => label != TenantLabels.Other));
        Assert.Equal(late.Slug, labels.Count(late));
        Assert.Equal("t0", labels.Count(tenants[0]));
    }

    [Fact, Trait("Category", "Slow")]
    public async Task The_page_of_metrics_stays_small_with_5000_tenants()
    {
        await using var server = await ServerProgram.StartAsync(Engine.Sqlite, ("METRICS_ENABLED", "true"));
        var platform = server.Client(token: server.Token);
        var slugs = new List<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 5_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, _) =>
        {
            var slug = $"shop-with-quite-a-long-name-number-{n}";
            (await platform.CallAsync("POST", "platform/tenants", new { slug, name = "Test", defaultCurrency = "EUR", country = "DE" })).Expect(201);
            lock (slugs)
                slugs.Add(slug);
        });
        var shopper = server.Client();
        string[] calls = ["store/products", "store/products/none", "store/carts/0199a1b2-0000-7000-8000-000000000000"];
        await Parallel.ForEachAsync(slugs, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (slug, _) =>
        {
            foreach (var call in calls)
                await shopper.CallAsync("GET", call, null, ("X-Tenant", slug));
        });

        var page = await server.MetricsAsync();
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 10_000, MostBytes);
        var labels = page.Split('\n').Where(line => line.StartsWith("sharpcommerce_requests_total", StringComparison.Ordinal))
            .Select(line => line.Split("tenant=\"")[1].Split('"')[0]).ToHashSet();
        Assert.Contains(TenantLabels.Other, labels);
        Assert.InRange(labels.Count, 51, TenantLabels.MostLabels + 2);
        // None is lost in the cap: 15,000 calls of shops are counted.
        var counted = page.Split('\n').Where(line => line.StartsWith("sharpcommerce_requests_total", StringComparison.Ordinal) && line.Contains("/store/", StringComparison.Ordinal)).Sum(line => long.Parse(line.Split(' ')[1]));
        Assert.Equal(15_000, counted);
    }

    private static Tenant Tenant(int n) => new(new(Guid.NewGuid()), $"t{n}", "Test", Currency.Parse("EUR"), "DE", TenantIsolation.Shared, DateTimeOffset.UnixEpoch);
}
