using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using MimeKit;
using OtpNet;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Mail;
using Xunit;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>Nothing of a person and no secret is in what the server writes about itself, whatever happens and however much it is told to write.</summary>
[Trait("Category", "Slow")]
public sealed partial class LeakTests
{
    private const string Email = "canary.shopper@private.example";
    private const string NewEmail = "canary.moved@private.example";
    private const string Password = "canary password one";
    private const string NewPassword = "canary password two";
    private const string Card = "4242424242424242";
    private const string DatabaseCanary = "canary told by the database";
    private static readonly object Address = new { name = "Canary Person", line1 = "Canary Street 7", line2 = "canary doorbell", city = "Canaryville", postalCode = "10117", country = "DE", phone = "+49305550177" };

    [Theory, EachEngine("json")]
    public Task A_log_of_JSON_and_all_else_hold_nothing_of_a_person_and_no_secret(string format, Engine engine) => WatchAsync(format, engine);

    [Theory, EachEngine("console")]
    public Task A_log_of_text_and_all_else_hold_nothing_of_a_person_and_no_secret(string format, Engine engine) => WatchAsync(format, engine);

    private static async Task WatchAsync(string format, Engine engine)
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var mails = new SmtpListener();
        await using var server = await ServerProgram.StartAsync(engine,
        [
            .. sink.Settings, ("METRICS_ENABLED", "true"), ("LOG_FORMAT", format), ("LOG_LEVEL", "Debug"),
            ("SMTP_URL", $"smtp://canary-mailer:canary-mail-password@127.0.0.1:{mails.Port}?from=shop@example.com"),
            .. ((string[])["Microsoft", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "System"]).Select(category => ($"Logging__LogLevel__{category}", "Debug")),
        ]);
        var flows = new Flows(server, mails, await server.AddTenantAsync());
        await flows.RunAsync(engine);
        var metrics = await server.MetricsAsync();
        await server.StopAsync();

        // All of it was watched.
        var log = string.Join('\n', server.Written);
        Assert.Contains("SharpCommerce.Requests", log, StringComparison.Ordinal);
        Assert.Contains("A request failed", log, StringComparison.Ordinal);
        Assert.Contains(engine == Engine.Sqlite ? "Microsoft.Data.Sqlite.SqliteException: SQLite error 1811" : "Npgsql.PostgresException: SQL state P0001", log, StringComparison.Ordinal);
        Assert.Contains("is sent", log, StringComparison.Ordinal);
        var traces = string.Join('\n', sink.Traces);
        Assert.Contains("POST /api/v1/store/carts/{id:guid}/complete", traces, StringComparison.Ordinal);
        Assert.Contains("place orders", traces, StringComparison.Ordinal);
        Assert.Contains("sharpcommerce.orders.placed", string.Join('\n', sink.Metrics), StringComparison.Ordinal);
        Assert.True(flows.Problems.Count > 10);

        string[] secrets =
        [
            "canary", "Canary", Card, "4242 4242", "5550177", "123-cvv", .. flows.Secrets,
            .. engine == Engine.PostgreSql ? (string[])[new Uri(server.DatabaseUrl).UserInfo.Split(':')[^1]] : [],
        ];
        foreach (var (where, text) in new[] { ("log", log), ("traces", traces), ("metrics", string.Join('\n', sink.Metrics)), ("page", metrics), ("problems", string.Join('\n', flows.Problems)) })
        {
            foreach (var secret in secrets.Where(secret => secret.Length > 3))
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"'{secret}' is in the {where}: {Around(text, secret)}");
        }
    }

    [Theory, EachEngine("json")]
    public async Task Every_line_of_a_call_names_request_trace_tenant_and_caller(string format, Engine engine)
    {
        await using var server = await ServerProgram.StartAsync(engine, ("LOG_FORMAT", format), ("LOG_LEVEL", "Debug"));
        var slug = await server.AddTenantAsync();
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        (await server.Client(slug, server.Token).CallAsync("GET", "admin/products", null, ("X-Request-Id", "told-by-caller"), ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"))).Expect(200);
        var guest = (await server.Client(slug).ReadAsync("store/products")).Header("X-Request-Id");
        await server.StopAsync();

        var lines = server.Written.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var own = Assert.Single(lines, line => line.TryGetProperty("requestId", out var id) && id.GetString() == "told-by-caller");
        Assert.Equal(("SharpCommerce.Requests", "debug", slug, Trace), (own.Text("category"), own.Text("level"), own.Text("tenant"), own.Text("traceId")));
        Assert.StartsWith("operator:", own.Text("caller"), StringComparison.Ordinal);
        Assert.True(Guid.TryParse(own.Text("tenantId"), out _));
        Assert.Equal(200, own.GetProperty("data").GetProperty("status").GetInt32());
        Assert.Equal("/api/v1/admin/products/", own.GetProperty("data").Text("route"));
        Assert.Equal("guest", Assert.Single(lines, line => line.TryGetProperty("requestId", out var id) && id.GetString() == guest).Text("caller"));
        Assert.DoesNotContain(lines, line => line.GetRawText().Contains("/health/", StringComparison.Ordinal));
    }

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.Ordinal);
        return text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)];
    }

    /// <summary>Everything that people, staff and attackers do, with values that are found again wherever they are written.</summary>
    private sealed class Flows(ServerProgram server, SmtpListener mails, string tenant)
    {
        private readonly HttpClient _shopper = server.Client(tenant);
        private readonly HttpClient _staff = server.Client(tenant, server.Token);

        internal List<string> Problems { get; } = [];

        internal List<string> Secrets { get; } = [server.Token];

        internal async Task RunAsync(Engine engine)
        {
            await AccountsAsync();
            await StaffAsync();
            await ShoppingAsync();
            await NonsenseAsync();
            await BreakAsync(engine);
        }

        private async Task AccountsAsync()
        {
            await CallAsync(_shopper, 201, "POST", "auth/register", new { email = Email, password = Password, name = "Canary Person" });
            await CallAsync(_shopper, 200, "POST", "auth/email/verify", new { token = await LinkAsync() });
            await CallAsync(_shopper, 401, "POST", "auth/login", new { email = Email, password = "canary guess" });
            await CallAsync(_shopper, 400, "POST", "auth/register", new { email = "canary not an address", password = Password });
            var signedIn = Keep(await CallAsync(_shopper, 200, "POST", "auth/login", new { email = Email, password = Password }), "accessToken", "refreshToken");
            signedIn = Keep(await CallAsync(_shopper, 200, "POST", "auth/refresh", new { refreshToken = signedIn.Text("refreshToken") }), "accessToken", "refreshToken");
            var own = server.Client(tenant, signedIn.Text("accessToken"));
            var setup = Keep(await CallAsync(own, 200, "POST", "auth/two-factor/setup", new { password = Password }), "secret");
            var totp = new Totp(Base32Encoding.ToBytes(setup.Text("secret")));
            var codes = (await CallAsync(own, 200, "POST", "auth/two-factor/enable", new { code = totp.ComputeTotp() })).Json.List("recoveryCodes").Select(code => code.GetString()!).ToList();
            Secrets.AddRange(codes);
            await CallAsync(_shopper, 401, "POST", "auth/login", new { email = Email, password = Password });
            Keep(await CallAsync(_shopper, 200, "POST", "auth/login", new { email = Email, password = Password, recoveryCode = codes[0] }), "accessToken");
            await CallAsync(own, 200, "PATCH", "store/customers/me", new { name = "Canary Person", phone = "+49305550177" });
            await CallAsync(own, 201, "POST", "store/customers/me/addresses", Address);
            await CallAsync(own, 202, "POST", "auth/email/change", new { newEmail = NewEmail, password = Password });
            await LinkAsync();
            await CallAsync(_shopper, 202, "POST", "auth/password/forgot", new { email = Email });
            await CallAsync(_shopper, 200, "POST", "auth/password/reset", new { token = await LinkAsync(), password = NewPassword });
            await CallAsync(own, 401, "GET", "auth/me");
            await CallAsync(server.Client(tenant, "canary.forged.token"), 401, "GET", "auth/me");
        }

        private async Task StaffAsync()
        {
            var key = Keep(await CallAsync(_staff, 201, "POST", "admin/api-keys", new { name = "Canary till", permissions = (string[])["catalog:read"] }), "key");
            await CallAsync(server.Client(tenant, key.Text("key")), 200, "GET", "admin/products");
            await CallAsync(server.Client(tenant, key.Text("key")), 403, "GET", "admin/orders?q=canary");
            Keep(await CallAsync(_staff, 200, "POST", $"admin/api-keys/{key.Id()}/rotate", new { overlapSeconds = 60 }), "key");
            await CallAsync(_staff, 200, "PUT", "admin/oidc", new { issuer = "https://login.example.com", clientId = "canary-client", clientSecret = "canary-client-secret" });
            await CallAsync(_shopper, null, "POST", "auth/oidc/start", new { redirectUri = "https://shop.example.com/canary" });
            await CallAsync(_staff, 201, "POST", "admin/users", new { email = "canary.staff@private.example", password = Password, roles = (string[])["catalog"], name = "Canary Staff" });
            using var file = new StringContent("Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\ncanary,Canary's mug,Title,Default,CANARY-1,not a canary price\n");
            file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            var job = (await CallAsync(_staff, 202, "POST", "admin/products/import", file)).Json.Id();
            for (var attempt = 0; attempt < 100 && (await _staff.GetOkAsync($"admin/jobs/{job}")).GetProperty("finishedAt").ValueKind == JsonValueKind.Null; attempt++)
                await Task.Delay(100);
            await CallAsync(server.Client("other-canary", server.Token), 404, "GET", "admin/products");
        }

        private async Task ShoppingAsync()
        {
            var product = (await CallAsync(_staff, 201, "POST", "admin/products", new { title = "Mug", status = "published", variants = new[] { new { price = new { amount = 900, currency = "EUR" }, stock = 5 } } })).Json;
            var variant = product.At("variants", 0).Id();
            var cart = (await CallAsync(_shopper, 201, "POST", "store/carts", new { lines = new[] { new { variantId = variant, quantity = 1 } } })).Json.Id();
            Secrets.Add(cart);
            await CallAsync(_shopper, 200, "PATCH", $"store/carts/{cart}", new { email = Email, shippingAddress = Address });
            var order = Keep(await CallAsync(_shopper, 201, "POST", $"store/carts/{cart}/complete", ShopCalls.Manual, ("Idempotency-Key", "canary-key")), "accessToken");
            await CallAsync(_shopper, 201, "POST", $"store/carts/{cart}/complete", ShopCalls.Manual, ("Idempotency-Key", "canary-key"));
            await CallAsync(_shopper, 200, "GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", order.Text("accessToken")));
            await CallAsync(_shopper, 404, "GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", "canary-token"));
            await CallAsync(_shopper, 200, "GET", "store/products?q=canary");
            await CallAsync(_staff, 400, "POST", $"admin/orders/{order.Id()}/cancel", new { reason = $"card {Card}" });
            await CallAsync(_staff, 200, "POST", $"admin/orders/{order.Id()}/cancel", new { reason = "canary changed their mind" });
        }

        /// <summary>What clients send that is wrong, with a card in it.</summary>
        private async Task NonsenseAsync()
        {
            foreach (var body in (string[])
            [
                $$"""{"email": "{{Email}}", "cardNumber": "{{Card}}", "cvv": "123-cvv"}""",
                $$"""{"email": {{Card}}}""", $$"""{"email": "{{Email}}", "note": {{Card}}""", $$"""{"lines": [{"variantId": "{{Card}}", "quantity": 1}]}""",
                $$"""{"lines": [], "lines": ["{{Card}}"]}""", Card, $"\"{Card}", $$"""{"email": "4242 4242 4242 4242"}""",
            ])
                await CallAsync(_shopper, 400, "POST", "store/carts", body);
            await CallAsync(_shopper, 404, "GET", $"store/carts/{Card}");
            await CallAsync(_shopper, 400, "GET", $"store/products?limit={Card}canary");
            await CallAsync(_shopper, 404, "GET", $"/canary/{Card}?card={Card}");
            await CallAsync(_shopper, 405, "DELETE", $"store/products?card={Card}");
            await CallAsync(_shopper, 415, "POST", "store/carts", new StringContent(Card));
            await CallAsync(_shopper, 400, "POST", "store/carts", "{}", ("Idempotency-Key", $"canary key {Card}"));
            await CallAsync(_shopper, 404, "GET", "store/products", null, ("X-Tenant", "canary"));
        }

        /// <summary>A database that throws, and says why in words that it was given.</summary>
        private async Task BreakAsync(Engine engine)
        {
            var cart = (await CallAsync(_shopper, 201, "POST", "store/carts", new { })).Json.Id();
            Secrets.Add(cart);
            string[] trap = engine == Engine.Sqlite
                ? [$"CREATE TRIGGER trap BEFORE UPDATE ON carts BEGIN SELECT RAISE(ABORT, '{DatabaseCanary}'); END"]
                : [$"CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{DatabaseCanary} %', NEW.email; END $$", "CREATE TRIGGER trap BEFORE UPDATE ON carts FOR EACH ROW EXECUTE FUNCTION trap()"];
            foreach (var statement in trap)
            {
                if (engine == Engine.PostgreSql)
                {
                    await TestDatabases.ExecuteAsync(server.DatabaseUrl, statement);
                    continue;
                }
                await using var connection = new SqliteConnection($"Data Source={server.DatabaseUrl["sqlite:///".Length..]}");
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = statement;
                await command.ExecuteNonQueryAsync();
            }
            await CallAsync(_shopper, 500, "PATCH", $"store/carts/{cart}", new { email = Email, shippingAddress = Address });
        }

        private async Task<Answer> CallAsync(HttpClient client, int? status, string method, string path, object? body = null, params (string Name, string Value)[] headers)
        {
            var answer = await client.CallAsync(method, path, body, headers);
            if (status is { } expected)
                Assert.True(answer.Status == expected, $"{method} {path}: expected {expected}, got {answer.Status}: {answer.Text}");
            if (answer.Status >= 400)
                Problems.Add(answer.Text);
            return answer;
        }

        private JsonElement Keep(Answer answer, params string[] names)
        {
            Secrets.AddRange(names.Select(name => answer.Json.Text(name)));
            return answer.Json;
        }

        /// <summary>The token of the link in the next mail.</summary>
        private async Task<string> LinkAsync()
        {
            for (var attempt = 0; attempt < 100; attempt++)
            {
                if (mails.Received.TryDequeue(out var mail))
                {
                    using var message = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Data)));
                    var token = Token().Match(message.TextBody!).Groups[1].Value;
                    Secrets.Add(token);
                    return token;
                }
                await Task.Delay(100);
            }
            throw new TimeoutException("No mail came.");
        }
    }

    [GeneratedRegex(@"[?&]token=([\w-]+)")]
    private static partial Regex Token();
}
