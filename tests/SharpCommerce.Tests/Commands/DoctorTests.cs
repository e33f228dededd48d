using System.Text.Json;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Mail;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Commands;

[Trait("Category", "Slow")]
public sealed class DoctorTests
{
    [Theory, EachEngine]
    public async Task A_well_installation_passes_and_stays_as_it_is(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server, isolation: Tenants.TenantIsolation.Dedicated);
        await using var smtp = new SmtpListener();
        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        var before = await CountAsync(database);

        var (exit, findings, output) = await RunAsync(("DATABASE_URL", server.DatabaseUrl), ("SMTP_URL", $"smtp://localhost:{smtp.Port}?from=shop@example.com"), ("DATA_DIRECTORY", server.DataDirectory));

        Assert.True(exit == 0, output);
        Assert.Equal(["ok"], [.. Levels(findings, "database", "database schema", "data directory", "disk", "secrets key", "mail", $"database of {shop.Tenant.Slug}", $"database of {shop.Tenant.Slug} schema", "jobs").Distinct()]);
        if (engine == Engine.PostgreSql)
        {
            Assert.Equal(["ok"], [.. Levels(findings, "database role", "database row-level security", "database clock").Distinct()]);
            Assert.Equal(["warn"], Levels(findings, "database roles"));
        }
        Assert.Empty(smtp.Received);
        Assert.Equal(before, await CountAsync(database));
    }

    [Fact]
    public async Task Nothing_is_made_where_nothing_is()
    {
        var folder = TestDatabases.NewFolder();
        var data = Path.Combine(folder, "data");

        var (exit, findings, output) = await RunAsync(("DATABASE_URL", $"sqlite:///{Path.Combine(data, "shop.db")}"), ("DATA_DIRECTORY", data));

        Assert.True(exit == 0, output);
        Assert.Equal(["warn", "warn", "warn"], Levels(findings, "database", "data directory", "secrets key"));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task What_is_down_or_wrong_is_named_with_what_to_do_and_no_secret_is_shown()
    {
        var (exit, findings, output) = await RunAsync(
            ("DATABASE_URL", "postgres://shop:hunter2hunter2@127.0.0.1:1/shop"),
            ("REDIS_URL", "redis://:hunter2hunter2@127.0.0.1:1"),
            ("SMTP_URL", "smtp://shop:hunter2hunter2@127.0.0.1:1?from=shop@example.com"),
            ("SECRETS_KEY", "aHVudGVyMmh1bnRlcjI="),
            ("PUBLIC_TRUSTED_PROXIES", "0.0.0.0/0"),
            ("PUBLIC_URL", "shop.example.com"),
            ("BASE_DOMAIN", "https://shops.example.com"),
            ("OUTBOUND_ALLOW_CIDRS", "169.254.0.0/16"),
            ("RATE_LIMIT_ADDRESS", "0"),
            ("RATE_LIMIT_CREDENTIAL", "0"),
            ("RATE_LIMIT_TENANT", "0"));

        Assert.Equal(1, exit);
        Assert.Equal(["fail", "fail", "fail", "fail", "fail", "fail"], Levels(findings, "database", "secrets key", "mail", "proxies", "public url", "base domain"));
        Assert.Equal(["warn", "warn", "warn"], Levels(findings, "redis", "outbound calls", "rate limits"));
        Assert.All(findings.Where(finding => finding.Text("level") != "ok"), finding => Assert.NotNull(finding.GetProperty("advice").GetString()));
        Assert.DoesNotContain("hunter2", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("aHVudGVy", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_read_is_told_of()
    {
        var (exit, findings, output) = await RunAsync(("SMTP_URL", "smtp://shop:hunter2@mail.example.com"));

        Assert.Equal(1, exit);
        Assert.Equal(["fail"], Levels(findings, "configuration"));
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_does_not_fit_the_signing_keys_is_found()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        await using var shop = await TestShop.OpenAsync(server);
        (await server.Platform.CallAsync("POST", "platform/signing-keys/rotate", new { dropOthers = false })).Expect(200);

        var (exit, findings, _) = await RunAsync(("DATABASE_URL", server.DatabaseUrl), ("SECRETS_KEY", Convert.ToBase64String(new byte[32])));

        Assert.Equal((1, "fail"), (exit, Levels(findings, "signing keys")[0]));
    }

    [Fact]
    public async Task A_table_without_its_policy_is_named()
    {
        if (TestDatabases.PostgreSqlAdminUrl is null)
            Assert.Skip("TEST_DATABASE_ADMIN_URL is not set.");
        await using var server = await TestServer.StartAsync(Engine.PostgreSql);
        await TestDatabases.ExecuteAsync(server.DatabaseUrl, "ALTER TABLE orders NO FORCE ROW LEVEL SECURITY");
        await TestDatabases.ExecuteAsync(server.DatabaseUrl, "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = (SELECT max(\"MigrationId\") FROM \"__EFMigrationsHistory\")");

        var text = await ServerProcess.RunAsync(["doctor"], ("DATABASE_URL", server.DatabaseUrl));

        Assert.Equal(1, text.ExitCode);
        Assert.Contains("FAIL  database row-level security: It is off or not forced on orders.", text.Output, StringComparison.Ordinal);
        Assert.Contains("warn  database schema: 1 migrations are pending.", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 check failed.\n", text.Output, StringComparison.Ordinal);
    }

    private static async Task<List<KeyValuePair<string, long>>> CountAsync(RawDatabase database) =>
        [.. (await database.CountAsync(null)).Where(table => !RawDatabase.InBackground.Contains(table.Key))];

    private static async Task<(int ExitCode, List<JsonElement> Findings, string Output)> RunAsync(params (string, string)[] settings)
    {
        var run = await ServerProcess.RunAsync(["doctor", "--json"], settings);
        using var report = JsonDocument.Parse(run.Output);
        var root = report.RootElement.Clone();
        Assert.Equal(run.ExitCode == 0, root.GetProperty("ok").GetBoolean());
        return (run.ExitCode, root.List("findings"), run.Output + run.Errors);
    }

    private static List<string> Levels(List<JsonElement> findings, params string[] checks) =>
        [.. checks.Select(check => findings.Single(finding => finding.Text("check") == check).Text("level"))];
}
