using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Ledger;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Verification;
using SharpCommerce.Payments;
using SharpCommerce.Products.Import;
using SharpCommerce.Tenants;
using SharpCommerce.Users;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.Server;

/// <summary>The operator's commands. Each says what it did, exits 0 on success, 1 on failure and 2 on a call that cannot be understood.</summary>
internal static class Commands
{
    private const int PasswordBytes = 12;

    private const string Usage =
        """
        Usage: sharpcommerce [command]
          serve                                    run the server (the default)
          migrate                                  bring the database's schema up to date
          admin bootstrap [--email EMAIL] [--json] make a new operator token, former ones stop working; with EMAIL an operator's login, too
          keys rotate [--drop-others]              sign access tokens with a new key; drop the others when one has leaked
          tenant create SLUG NAME CURRENCY [COUNTRY] [--dedicated]
          tenant list [--json]
          tenant suspend|resume SLUG
          verify [--json]                          check money, stock, orders and audit logs of all tenants; changes nothing
          export-ledger --ndjson [--tenant SLUG]   print orders, payments and stock of all tenants, or of one, as lines of JSON; changes nothing
          reconcile [--json] [--tenant SLUG]       compare payments with their providers and the ledger; changes nothing
          doctor [--json]                          say what is set and what is reachable, and what to do about it; changes nothing
          import SLUG FILE [--json] [--dry-run]    import a Shopify CSV file, or our own JSON export
        """;

    internal static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (args is [] or ["serve", ..])
                return await CommerceServer.RunAsync([.. args.Skip(1)]);
            if (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] != "--help")
                return await CommerceServer.RunAsync(args);
            // A command waits for a slow answer: the breaker is there for servers, where others wait.
            using var passage = DatabaseBreaker.LetPass();
            return args switch
            {
                ["verify", .. var options] => await VerifyAsync(options.Contains("--json")),
                ["export-ledger", "--ndjson"] => await ExportLedgerAsync(null),
                ["export-ledger", "--ndjson", "--tenant", var slug] => await ExportLedgerAsync(slug),
                ["reconcile", .. var options] => await ReconcileAsync(options),
                ["doctor", .. var options] => await Doctor.RunAsync(options.Contains("--json")),
                ["migrate"] => await WithServicesAsync(_ => Task.CompletedTask),
                ["admin", "bootstrap", .. var options] => await WithServicesAsync(services => BootstrapAsync(services, options)),
                ["keys", "rotate", .. var options] => await WithServicesAsync(services => RotateKeysAsync(services, options.Contains("--drop-others"))),
                ["tenant", "create", var slug, var name, var currency, .. var options] => await WithServicesAsync(services => CreateTenantAsync(services, slug, name, currency, options)),
                ["tenant", "list", .. var options] => await WithServicesAsync(services => ListTenantsAsync(services, options.Contains("--json"))),
                ["tenant", "suspend", var slug] => await WithServicesAsync(services => ChangeTenantAsync(services, slug, (tenants, id) => tenants.SuspendAsync(id))),
                ["tenant", "resume", var slug] => await WithServicesAsync(services => ChangeTenantAsync(services, slug, (tenants, id) => tenants.ResumeAsync(id))),
                ["import", var slug, var file, .. var options] => await WithServicesAsync(services => ImportAsync(services, slug, file, options)),
                _ => Misunderstood(),
            };
        }
        catch (CommerceException broken)
        {
            await Console.Error.WriteLineAsync($"{broken.Error.Code}: {broken.Message}");
            foreach (var (field, messages) in broken.Error.Errors ?? new Dictionary<string, string[]>())
                await Console.Error.WriteLineAsync($"  {field} {string.Join(' ', messages)}");
            return 1;
        }
        catch (Exception failure) when (RefusalIn(failure) is { } refusal)
        {
            await Console.Error.WriteLineAsync($"database_unavailable: The database cannot be used: {refusal.Message}");
            return 1;
        }
    }

    /// <summary>What the database, or the way to it, says; it may lie below other failures.</summary>
    private static Exception? RefusalIn(Exception? failure) => failure is null or DbException or TimeoutException or DatabaseUnavailableException ? failure : RefusalIn(failure.InnerException);

    private static int Misunderstood()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private static async Task<int> WithServicesAsync(Func<IServiceProvider, Task> action)
    {
        await using var app = CommerceServer.Build([]);
        await app.Services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var actor = scope.ServiceProvider.GetRequiredService<Actor>();
        (actor.Name, actor.IsAdministrative) = ("operator:command", true);
        await action(scope.ServiceProvider);
        return 0;
    }

    private static async Task<int> VerifyAsync(bool json)
    {
        // Not migrated: it changes nothing, and an old database is to be told of, not mended.
        await using var app = json ? CommerceServer.BuildSilent() : CommerceServer.Build([]);
        var found = await app.Services.GetRequiredService<Verifier>().RunAsync(CancellationToken.None);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(found, JsonSerializerOptions.Web));
        foreach (var check in json ? [] : found.Checks)
        {
            Console.WriteLine($"{(check.Violations == 0 ? "ok    " : "BROKEN")} {check.Id,-3} {check.Name}{(check.Violations == 0 ? "" : $" ({check.Violations})")}");
            foreach (var example in check.Examples)
                Console.WriteLine($"           {example}");
        }
        if (!json)
            Console.WriteLine(found.Ok ? $"All rules hold in {found.Tenants} tenants." : "Rules are broken.");
        return found.Ok ? 0 : 1;
    }

    private static async Task<int> ExportLedgerAsync(string? slug)
    {
        await using var app = CommerceServer.BuildSilent();
        var registry = app.Services.GetRequiredService<TenantRegistry>();
        var tenants = slug is null ? await registry.AllAsync(CancellationToken.None) : [await registry.ByNameAsync(slug, CancellationToken.None) ?? throw TenantErrors.NotFound()];
        await using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        var failed = false;
        foreach (var tenant in tenants)
        {
            try
            {
                await app.Services.GetRequiredService<LedgerExport>().WriteAsync(tenant, output, CancellationToken.None);
            }
            catch (Exception outage) when (tenant.Isolation == TenantIsolation.Dedicated && app.Services.GetRequiredService<DatabaseMap>().IsUnavailable(outage))
            {
                // The others' lines are worth having; the exit code says that some are missing.
                await Console.Error.WriteLineAsync($"The database of tenant {tenant.Slug} does not answer.");
                failed = true;
            }
        }
        return failed ? 1 : 0;
    }

    private static async Task<int> ReconcileAsync(string[] options)
    {
        var json = options.Contains("--json");
        await using var app = json ? CommerceServer.BuildSilent() : CommerceServer.Build([]);
        var slug = options.SkipWhile(option => option != "--tenant").ElementAtOrDefault(1);
        var registry = app.Services.GetRequiredService<TenantRegistry>();
        var tenants = slug is null ? await registry.AllAsync(CancellationToken.None) : [await registry.ByNameAsync(slug, CancellationToken.None) ?? throw TenantErrors.NotFound()];
        var found = new List<object>();
        foreach (var tenant in tenants)
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
            foreach (var difference in await scope.ServiceProvider.GetRequiredService<PaymentReconciler>().CompareAsync(CancellationToken.None))
            {
                found.Add(new { tenant = tenant.Slug, difference.OrderNumber, difference.OrderId, difference.PaymentId, difference.Provider, difference.Kind, difference.Ours, difference.Theirs });
                if (!json)
                    Console.WriteLine($"{tenant.Slug}  order {difference.OrderNumber}  payment {difference.PaymentId}  {difference.Kind}: here {difference.Ours}, there {difference.Theirs}");
            }
        }
        Console.WriteLine(json ? JsonSerializer.Serialize(new { ok = found.Count == 0, tenants = tenants.Count, differences = found }, JsonSerializerOptions.Web)
            : found.Count == 0 ? $"Nothing differs in {tenants.Count} tenants." : $"{found.Count} differences.");
        return found.Count == 0 ? 0 : 1;
    }

    private static async Task BootstrapAsync(IServiceProvider services, string[] options)
    {
        var token = await services.GetRequiredService<BootstrapTokens>().ReplaceAsync(CancellationToken.None);
        var email = options.SkipWhile(option => option != "--email").ElementAtOrDefault(1);
        var password = email is null ? null : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        if (email is not null)
        {
            services.GetRequiredService<TenantContext>().Resolve(Tenant.Platform);
            await services.GetRequiredService<UserManager>().CreateAsync(new() { Email = email, Password = password, Kind = UserKind.Staff, Roles = [BuiltInRoles.Operator] });
        }
        if (options.Contains("--json"))
            Console.WriteLine(JsonSerializer.Serialize(new { token, email, password }));
        else
            Console.WriteLine(email is null ? token : $"{token}\n{email}  {password}");
    }

    private static async Task RotateKeysAsync(IServiceProvider services, bool dropOthers) =>
        Console.WriteLine((await services.GetRequiredService<SigningKeyManager>().RotateAsync(dropOthers, CancellationToken.None)).ToString("N"));

    private static async Task CreateTenantAsync(IServiceProvider services, string slug, string name, string currency, string[] options)
    {
        var tenant = await services.GetRequiredService<TenantManager>().CreateAsync(new()
        {
            Slug = slug,
            Name = name,
            DefaultCurrency = Currency.TryParse(currency, out var parsed) ? parsed : throw InputRules.Invalid("CURRENCY", "must be an ISO 4217 code."),
            Country = options.FirstOrDefault(option => !option.StartsWith("--", StringComparison.Ordinal)) ?? "US",
            Isolation = options.Contains("--dedicated") ? TenantIsolation.Dedicated : TenantIsolation.Shared,
        });
        Console.WriteLine(tenant.Id);
    }

    private static async Task ListTenantsAsync(IServiceProvider services, bool json)
    {
        var tenants = await services.GetRequiredService<TenantManager>().ListAsync();
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(tenants.Select(tenant => new { id = tenant.Id, slug = tenant.Slug, name = tenant.Name, status = tenant.Status.ToString().ToLowerInvariant() })));
        foreach (var tenant in json ? [] : tenants)
            Console.WriteLine($"{tenant.Id}  {tenant.Slug}  {tenant.Name}  {tenant.Status.ToString().ToLowerInvariant()}");
    }

    private static async Task ImportAsync(IServiceProvider services, string slug, string file, string[] options)
    {
        var tenant = await services.GetRequiredService<TenantManager>().FindAsync(slug) ?? throw TenantErrors.NotFound();
        services.GetRequiredService<TenantContext>().Resolve(tenant);
        Job? job;
        await using (var content = File.OpenRead(file))
            job = await services.GetRequiredService<ProductImportManager>().StartAsync(content, options.Contains("--json") ? ImportFormat.Json : ImportFormat.ShopifyCsv, options.Contains("--dry-run"));
        var jobs = services.GetRequiredService<JobManager>();
        await jobs.RunWaitingAsync();
        job = (await jobs.FindAsync(job.Id))!;
        Console.WriteLine($"{job.Status.ToString().ToLowerInvariant()}: {job.Created} created, {job.Updated} updated, {job.Unchanged} unchanged, {job.Failed} failed");
        foreach (var error in job.Errors)
            Console.WriteLine($"  line {error.Row}, {error.Field}: {error.Message}");
        foreach (var warning in job.Warnings)
            Console.WriteLine($"  {warning}");
    }

    private static async Task ChangeTenantAsync(IServiceProvider services, string slug, Func<TenantManager, Id<Tenant>, Task> change)
    {
        var tenants = services.GetRequiredService<TenantManager>();
        var tenant = await tenants.FindAsync(slug) ?? throw TenantErrors.NotFound();
        await change(tenants, tenant.Id);
    }
}
