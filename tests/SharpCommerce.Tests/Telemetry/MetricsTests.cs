using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Work;
using SharpCommerce.Tests.Docs;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Mail;
using Xunit;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>What operators count: documented, drawn and alerted on by names that exist, and closed to others.</summary>
public sealed partial class MetricsTests
{
    private const string Page = "docs/guides/observability.md";
    private const string Dashboard = "deploy/grafana/sharpcommerce.json";
    private const string Alerts = "deploy/prometheus/alerts.yml";

    [Fact]
    public async Task Without_exporters_nothing_is_set_up_and_there_is_no_page()
    {
        var server = await TestServer.SharedAsync(Engine.Sqlite);
        Assert.Null(server.Services.GetService<MeterProvider>());
        Assert.Null(server.Services.GetService<TracerProvider>());
        using var client = server.Client();
        (await client.ReadAsync("/metrics")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task The_page_asks_for_its_token_and_without_one_answers_the_own_network_alone()
    {
        await using var open = await TestServer.StartAsync(Engine.Sqlite, ("METRICS_ENABLED", "true"));
        using var near = open.Client();
        Assert.Contains("sharpcommerce_build_info", (await near.ReadAsync("/metrics")).Expect(200).Text, StringComparison.Ordinal);
        (await near.CallAsync("GET", "/metrics", null, ("X-Forwarded-For", "127.0.0.1"))).Expect(404);
        (await near.CallAsync("POST", "/metrics")).Expect(404);

        await using var closed = await TestServer.StartAsync(Engine.Sqlite, ("METRICS_ENABLED", "true"), ("METRICS_TOKEN", "token of a test"));
        using var client = closed.Client();
        (await client.ReadAsync("/metrics")).Expect(401);
        (await client.CallAsync("GET", "/metrics", null, ("Authorization", "Bearer token of a text"))).Expect(401);
        (await client.CallAsync("GET", "/metrics", null, ("Authorization", "Bearer token of a test"), ("X-Forwarded-For", "203.0.113.7"))).Expect(200);
    }

    [Theory, OnPostgreSql, Trait("Category", "Slow")]
    public async Task Every_metric_that_is_drawn_or_alerted_on_exists(Engine engine)
    {
        await using var mails = new SmtpListener();
        await using var server = await ServerProgram.StartAsync(engine,
            ("METRICS_ENABLED", "true"), ("SMTP_URL", $"smtp://127.0.0.1:{mails.Port}?from=shop@example.com"), ("OUTBOUND_ALLOW_CIDRS", "127.0.0.0/8"), ("PUBLIC_URL", "https://shop.example.com"));
        var slug = await server.AddTenantAsync();
        await DoOneOfEverythingAsync(server, slug);
        // The last look at what waits.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        var page = await server.MetricsAsync();
        var known = page.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0]).ToHashSet();
        var drawn = MetricName().Matches(GroupedBy().Replace(Repository.Read(Dashboard) + Repository.Read(Alerts), "")).Select(match => match.Value).Distinct().ToList();
        Assert.True(drawn.Count > 20);
        // Told by workers, when there are any.
        var hasWorkers = typeof(Commerce).Assembly.GetTypes().Any(type => type.IsSubclassOf(typeof(TenantWorker)));
        Assert.Empty(drawn.Except(known).Except(hasWorkers ? [] : ["sharpcommerce_work_waiting", "sharpcommerce_work_stalled_seconds"]));
        // Every one of our own is drawn.
        Assert.Empty(known.Where(name => name.StartsWith("sharpcommerce_", StringComparison.Ordinal) && !name.EndsWith("_sum", StringComparison.Ordinal) && !name.EndsWith("_count", StringComparison.Ordinal)).Except(drawn));

        Assert.Contains($"method=\"POST\",route=\"/api/v1/store/carts/{{id:guid}}/complete\",status=\"2xx\",tenant=\"{slug}\"}} 2", page, StringComparison.Ordinal);
        Assert.Contains("sharpcommerce_orders_placed_total{otel_scope_name=\"SharpCommerce\",currency=\"EUR\"} 1", page, StringComparison.Ordinal);
        Assert.Contains("sharpcommerce_orders_value_total{otel_scope_name=\"SharpCommerce\",currency=\"EUR\"} 1400", page, StringComparison.Ordinal);
        Assert.Contains("sharpcommerce_payments_total{otel_scope_name=\"SharpCommerce\",outcome=\"authorized\",provider=\"manual\"} 1", page, StringComparison.Ordinal);
        Assert.Contains("code=\"tenant_mismatch\"} 1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/health/", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_of_ours_is_documented_with_its_kind_and_no_other_is()
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal) { [OpenTelemetry.Instruments.TenantDuration] = "Histogram" };
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == CommerceTelemetry.Meter)
                known[instrument.Name] = instrument.GetType().Name.Split('`')[0];
        };
        listener.Start();
        // Instruments are made when somebody first uses the type that holds them.
        foreach (var type in new[] { typeof(Commerce), typeof(AspNetCore.CommerceHttp) }.SelectMany(one => one.Assembly.GetTypes()).Where(HoldsInstruments))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);

        var documented = MarkdownPage.Read(Page).CodeRows.Where(row => row.Name.StartsWith("sharpcommerce.", StringComparison.Ordinal)).ToDictionary(row => row.Name, row => row.Cells[0].Trim());
        Assert.Equal(known.Select(pair => $"{pair.Key} {Word(pair.Value)}"), documented.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key} {row.Value}"));
    }

    [Fact]
    public void The_dashboard_is_one_and_every_alert_has_a_runbook()
    {
        using var dashboard = JsonDocument.Parse(Repository.Read(Dashboard));
        var panels = dashboard.RootElement.List("panels");
        Assert.True(panels.Count > 20);
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(panels.Where(panel => panel.Text("type") != "row"), panel => Assert.All(panel.List("targets"), target => Assert.False(string.IsNullOrWhiteSpace(target.Text("expr")))));

        var names = AlertName().Matches(Repository.Read(Alerts)).Select(match => match.Groups[1].Value).ToList();
        Assert.True(names.Count > 8);
        Assert.Equal(names, Repository.Read(Page).Split('\n').Where(line => line.StartsWith("### SharpCommerce", StringComparison.Ordinal)).Select(line => line[4..]));
        Assert.Equal(names.Select(name => name.ToLowerInvariant()), Runbook().Matches(Repository.Read(Alerts)).Select(match => match.Groups[1].Value));
    }

    private static bool HoldsInstruments(Type type) => type is { IsClass: true, ContainsGenericParameters: false }
        && type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(field => field.FieldType.IsAssignableTo(typeof(Instrument)));

    private static string Word(string type) => type switch
    {
        "UpDownCounter" or "Gauge" or "ObservableGauge" => "gauge",
        _ => type.ToLowerInvariant(),
    };

    private static async Task DoOneOfEverythingAsync(ServerProgram server, string slug)
    {
        var (shopper, staff) = (server.Client(slug), server.Client(slug, server.Token));
        // Nobody listens there: the attempt fails, and is one.
        (await staff.CallAsync("POST", "admin/webhooks", new { url = "http://127.0.0.1:1/" })).Expect(201);
        (await server.Client(token: server.Token).CallAsync("POST", "platform/schedules/verification/run")).Expect(202);
        var product = (await staff.CallAsync("POST", "admin/products", new { title = "Mug", status = "published", variants = new[] { new { price = new { amount = 900, currency = "EUR" }, stock = 1 } } })).Expect(201).Json;
        await shopper.GetOkAsync("store/products");
        var carts = new List<string>();
        for (var n = 0; n < 2; n++)
        {
            var cart = (await shopper.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = product.At("variants", 0).Id(), quantity = 1 } } })).Expect(201).Json.Id();
            (await shopper.CallAsync("PATCH", $"store/carts/{cart}", new { email = "ada@example.com", shippingAddress = ShopCalls.Berlin })).Expect(200);
            carts.Add(cart);
        }
        (await shopper.CompleteAsync(carts[0], "once")).Expect(201);
        Assert.Equal("true", (await shopper.CompleteAsync(carts[0], "once")).Expect(201).Header("Idempotent-Replayed"));
        (await shopper.CompleteAsync(carts[1])).ExpectProblem(409, "insufficient_stock");
        (await shopper.CallAsync("POST", "auth/register", new { email = "ada@example.com", password = "correct horse battery" })).Expect(201);
        (await shopper.CallAsync("POST", "auth/login", new { email = "ada@example.com", password = "correct horse battery" })).Expect(200);
        var other = await server.AddTenantAsync();
        var key = (await staff.CallAsync("POST", "admin/api-keys", new { name = "Till", permissions = (string[])["catalog:read"] })).Expect(201).Json.Text("key");
        (await server.Client(other, key).ReadAsync("admin/products")).ExpectProblem(403, "tenant_mismatch");
        // Nothing listens at port 1.
        (await staff.CallAsync("PUT", "admin/oidc", new { issuer = "http://127.0.0.1:1", clientId = "shop", clientSecret = "s3cret" })).Expect(200);
        (await shopper.CallAsync("POST", "auth/oidc/start", new { redirectUri = "https://shop.example.com/back" })).ExpectProblem(503, "oidc_unavailable");
        using var file = new StringContent("Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\nmug,Mug,Title,Default,M-1,9.00\n");
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var job = (await staff.CallAsync("POST", "admin/products/import", file)).Expect(202).Json.Id();
        for (var attempt = 0; attempt < 100 && (await staff.GetOkAsync($"admin/jobs/{job}")).GetProperty("finishedAt").ValueKind == JsonValueKind.Null; attempt++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\b(?:sharpcommerce|http_server|db_client|dotnet|kestrel)_[a-z0-9_]+(?=[{\[ )\\]|$)", RegexOptions.Multiline)]
    private static partial Regex MetricName();

    /// <summary>Names of labels.</summary>
    [GeneratedRegex(@"by \([^)]*\)")]
    private static partial Regex GroupedBy();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex AlertName();

    [GeneratedRegex(@"runbook: '.* docs/guides/observability\.md#(\w+)'")]
    private static partial Regex Runbook();
}
