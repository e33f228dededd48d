using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.PostgreSql;
using SharpCommerce.Products;
using SharpCommerce.Tests.Architecture;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using SharpCommerce.Users;
using Xunit;

namespace SharpCommerce.Tests.Audit;

/// <summary>What keeps the audit log whole: secrets stay out, entries stay in, and nobody writes past it.</summary>
public sealed partial class AuditRulesTests
{
    /// <summary>They sound like secrets and are none.</summary>
    private static readonly string[] NoSecrets = ["Product.Keywords"];

    /// <summary>Files that change rows past EF's change tracker, and why the audit log knows of it all the same.</summary>
    private static readonly string[] Bulk =
    [
        "src/SharpCommerce.PostgreSql/PostgreSqlDatabase.cs", // Functions that make and erase a tenant.
        "src/SharpCommerce.Sqlite/SqliteAppendOnly.cs", // A tenant is erased, which the platform's log tells.
        "src/SharpCommerce/Checkout/PlaceOrder.cs", // Shoppers.
        "src/SharpCommerce/Core/Idempotency/IdempotencyClaim.cs", // The mark of a call under way.
        "src/SharpCommerce/Core/Jobs/JobInputs.cs", // Parts of a call whose last commit is told.
        "src/SharpCommerce/Core/Jobs/JobManager.cs", // Noted.
        "src/SharpCommerce/Core/Jobs/JobRun.cs", // Jobs; the call that started one is told.
        "src/SharpCommerce/Core/Schedules/ScheduleManager.cs", // Noted.
        "src/SharpCommerce/Core/Tenancy/BootstrapTokens.cs", // The machine's console, not the API.
        "src/SharpCommerce/Customers/AddressBook.cs", // Shoppers.
        "src/SharpCommerce/Inventory/InventoryManager.cs", // Noted.
        "src/SharpCommerce/Orders/CancelOrder.cs", // The cart of an order whose change is told.
        "src/SharpCommerce/Orders/FulfillmentManager.cs", // Noted.
        "src/SharpCommerce/Orders/GuestOrders.cs", // Shoppers.
        "src/SharpCommerce/Orders/OrderManager.cs", // Shoppers.
        "src/SharpCommerce/Orders/OrderRows.cs", // A lock that changes nothing; stock, noted.
        "src/SharpCommerce/Products/ProductManager.cs", // Noted.
        "src/SharpCommerce/Tenants/TenantRows.cs", // A tenant is erased, which the platform's log tells.
        "src/SharpCommerce/Users/AccountTokens.cs", // Links and codes; the change of their user is told.
        "src/SharpCommerce/Users/Roles/LastOwner.cs", // A lock that changes nothing.
        "src/SharpCommerce/Users/Sessions/SessionManager.cs", // One's own sessions; staff's ending of others' is noted or part of a told change.
        "src/SharpCommerce/Users/TwoFactorManager.cs", // Recovery codes, with the change of their user that is told.
        "src/SharpCommerce/Webhooks/WebhookQueue.cs", // Deliveries and what follows from them; staff's switching off is told of the endpoint.
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_column_that_sounds_like_a_secret_is_kept_out()
    {
        var shown = Models.Of(Engine.Sqlite).GetEntityTypes().Where(entity => !Redaction.IsLeftOut(entity)).SelectMany(entity => entity.GetProperties())
            .Where(property => SecretName().IsMatch(property.Name) && Redaction.InsteadOf(property) is null)
            .Select(property => $"{property.DeclaringType.ShortName()}.{property.Name}");
        Assert.Equal(NoSecrets, shown);
    }

    [Fact]
    public void Every_change_past_the_change_tracker_is_on_the_reviewed_list() =>
        Assert.Equal(Bulk, Source.Files.Where(file => BulkChange().IsMatch(Source.Code(file))));

    [Theory, EachEngine]
    public async Task Secrets_and_personal_data_stay_out(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var scope = Administrative(shop);
        await scope.ServiceProvider.GetRequiredService<UserManager>().CreateAsync(new() { Email = "canary@example.com", Password = "canary-password" }, Stop);

        var entry = Assert.Single((await scope.ServiceProvider.GetRequiredService<AuditManager>().ListAsync(new(), Stop)).Items);
        Assert.Equal(("UserManager.Create", "user", "test"), (entry.Action, entry.Subject, entry.Actor));
        Assert.Contains(Redaction.SecretText, entry.Changes, StringComparison.Ordinal);
        Assert.Contains(Redaction.PersonalText, entry.Changes, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", await shop.DumpAsync("audit_entries"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EachEngine]
    public async Task A_call_that_would_write_two_entries_fails_and_one_that_changes_nothing_writes_none(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var scope = Administrative(shop);
        scope.ServiceProvider.GetRequiredService<Actor>().RequestId = "r";
        var db = scope.ServiceProvider.GetRequiredService<TenantDb>();
        await using (var nothing = await db.WriteAsync(Stop))
            await nothing.SaveAndCommitAsync(Stop);
        await scope.ServiceProvider.GetRequiredService<CategoryManager>().CreateAsync(new() { Title = "A" }, Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<CategoryManager>().CreateAsync(new() { Title = "B" }, Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.ExecuteAsync([], (_, _) => Task.FromResult(0), Stop));
        Assert.Single((await scope.ServiceProvider.GetRequiredService<AuditManager>().ListAsync(new(), Stop)).Items);
        Assert.Single(await shop.Categories.ListAsync(Stop));
    }

    [Theory, EachEngine]
    public async Task No_entry_can_be_changed_or_removed(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "A" })).Expect(201);
        await using var app = await RawDatabase.OpenAsync(shop.Server.DatabaseUrl, engine == Engine.PostgreSql ? PostgreSqlEngine.AppRole : null);
        // An insufficient privilege; a constraint of a trigger.
        var refused = engine == Engine.PostgreSql ? "42501" : "1811";
        if (engine == Engine.PostgreSql)
        {
            await app.ExecuteAsync("SELECT set_config('app.tenant_id', $1, false)", shop.Tenant.Id.ToString());
            Assert.Equal(1, await app.ScalarAsync<long>("SELECT count(*) FROM audit_entries"));
            // All at once, too, while the tenant is open; and the platform's never.
            Assert.Equal(refused, await app.RefusalAsync("SELECT erase_append_only_rows()"));
            await app.ExecuteAsync("SELECT set_config('app.tenant_id', $1, false)", Guid.Empty.ToString());
            Assert.Equal(refused, await app.RefusalAsync("SELECT erase_append_only_rows()"));
            await app.ExecuteAsync("SELECT set_config('app.tenant_id', $1, false)", shop.Tenant.Id.ToString());
        }
        Assert.Equal(refused, await app.RefusalAsync("UPDATE audit_entries SET actor = 'nobody' WHERE tenant_id = $1", shop.Tenant.Id.Value));
        Assert.Equal(refused, await app.RefusalAsync("DELETE FROM audit_entries WHERE tenant_id = $1", shop.Tenant.Id.Value));
    }

    private static AsyncServiceScope Administrative(TestShop shop)
    {
        var scope = shop.Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(shop.Tenant);
        var actor = scope.ServiceProvider.GetRequiredService<Actor>();
        (actor.Name, actor.IsAdministrative) = ("test", true);
        return scope;
    }

    [GeneratedRegex("password|secret|token|hash|key|protected", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\.Execute(?:Update|Delete|Sql)Async\(")]
    private static partial Regex BulkChange();
}
