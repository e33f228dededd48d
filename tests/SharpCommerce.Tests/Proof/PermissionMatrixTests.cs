using System.Text;
using SharpCommerce.Tests.Docs;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>Who may call what: asked of the running server for everybody, compared with what each operation declares and with the committed table.</summary>
[Trait("Category", "Slow")]
public sealed class PermissionMatrixTests
{
    private const string Snapshot = "tests/SharpCommerce.Tests/Proof/permissions.csv";

    private static readonly string[] CatalogRead = ["catalog:read"];
    private static readonly string[] ObserversMay = ["tenants:read", "operators:read", "platform:audit", "schedules:read"];

    /// <summary>Read by people, not derived from anything: what must never be allowed.</summary>
    private static readonly (string Operation, string[] Who)[] Denied =
    [
        ("createProduct", ["anonymous", "customer", "orders", "finance", "support", "read_only", "one permission", "api key", "observer"]),
        ("deleteProduct", ["anonymous", "customer", "read_only", "orders"]),
        ("importProducts", ["anonymous", "customer", "support", "read_only"]),
        ("exportProducts", ["anonymous", "customer", "finance"]),
        ("adjustInventory", ["anonymous", "customer", "orders", "read_only", "support"]),
        ("cancelOrder", ["anonymous", "customer", "catalog", "finance", "read_only", "one permission"]),
        ("createFulfillment", ["anonymous", "customer", "catalog", "finance", "read_only", "one permission"]),
        ("createOrderNote", ["anonymous", "customer", "finance", "read_only"]),
        ("uploadMedia", ["anonymous", "customer", "orders", "support", "read_only"]),
        ("updateShopSettings", ["anonymous", "customer", "catalog", "finance", "read_only"]),
        ("getSales", ["anonymous", "customer", "catalog", "orders", "support", "api key"]),
        ("listOrders", ["anonymous", "customer", "catalog", "api key"]),
        ("createUser", ["anonymous", "customer", "manager", "catalog", "read_only", "api key"]),
        ("updateUser", ["manager", "support", "one permission"]),
        ("createApiKey", ["anonymous", "customer", "manager", "finance", "api key"]),
        ("rotateApiKey", ["manager", "orders"]),
        ("createRole", ["manager", "catalog", "api key"]),
        ("updateAccessSettings", ["manager", "read_only"]),
        ("setTaxRate", ["catalog", "orders", "finance", "read_only"]),
        ("listTenants", ["anonymous", "customer", "owner", "manager", "api key"]),
        ("createTenant", ["owner", "observer", "api key"]),
        ("deleteTenant", ["anonymous", "owner", "observer"]),
        ("createOperator", ["owner", "observer"]),
        ("rotateSigningKey", ["anonymous", "owner", "observer", "api key"]),
        ("runSchedule", ["anonymous", "owner", "observer", "api key"]),
        ("cancelJob", ["anonymous", "customer", "orders", "read_only", "api key"]),
        ("logout", ["anonymous", "api key", "operator", "bootstrap"]),
        ("getOperatorMe", ["anonymous", "owner", "customer", "bootstrap"]),
    ];

    [Theory, EachEngine]
    public async Task Everybody_may_do_exactly_what_is_declared_and_committed(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var api = await ApiModel.ReadAsync(server);
        var shop = await ProofShop.OpenAsync(server, api, "m");
        var callers = await CallersAsync(shop);
        var table = new StringBuilder($"operation,call,permission,{string.Join(',', callers.Select(caller => caller.Name))}\n");
        var faults = new List<string>();
        var answers = new Dictionary<(string, string), bool>();
        foreach (var operation in api.Operations.OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Method, StringComparer.Ordinal))
        {
            table.Append($"{operation.Id},{operation.Method} {operation.Path},{operation.Permission}");
            foreach (var caller in callers)
            {
                var allowed = answers[(operation.Id, caller.Name)] = await MayAsync(shop, operation, caller);
                table.Append(allowed ? ",yes" : ",no");
                if (allowed != caller.Should(operation))
                    faults.Add($"{operation} declares '{operation.Permission}', and {caller.Name} {(allowed ? "may" : "may not")}");
            }
            table.Append('\n');
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(Denied.Sum(row => row.Who.Length) >= 40);
        Assert.All(Denied.SelectMany(row => row.Who.Select(who => (row.Operation, who))), pair => Assert.False(answers[pair], $"{pair.Operation} by {pair.who}"));

        var path = Path.Combine(Repository.Root, Snapshot);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(path, table.ToString(), TestContext.Current.CancellationToken);
        Assert.True(File.Exists(path) && await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) == table.ToString(), $"The table of permissions is another one. Read the difference; if it is meant, run this test with UPDATE_SNAPSHOTS=1 and commit {Snapshot}.");
    }

    /// <summary>Whether the call gets past the door. Behind it, and before anything is done, a doubled query parameter ends every call.</summary>
    private static async Task<bool> MayAsync(ProofShop shop, ApiOperation operation, Caller caller)
    {
        var path = operation.Inputs.Where(input => input.Place == "path").ToDictionary(input => input.Name, input => input.Name == "tenant" ? shop.Id.ToString() : input.Name.EndsWith('d') ? Guid.CreateVersion7().ToString() : "x");
        var reply = await shop.SendAsync(new ApiCall(operation) { Path = path, Query = "door=1&door=1" }, caller.Bearer, Carrier.Header.Of(shop));
        Assert.True(reply is { Status: 401, Code: "unauthenticated" } or { Status: 403, Code: "missing_permission" } or { Status: 400, Code: "validation_failed" }, $"{operation} by {caller.Name}: {reply}");
        return reply.Status == 400;
    }

    private static async Task<List<Caller>> CallersAsync(ProofShop shop)
    {
        var roles = (await shop.SendJsonAsync("listRoles", shop.Owner)).Json.List("items").ToDictionary(role => role.Text("name"), role => role.List("permissions").Select(permission => permission.GetString()!).ToHashSet());
        var callers = new List<Caller> { new("anonymous", null, operation => operation.IsOpen), new("customer", shop.Customer.AccessToken, operation => operation.IsOpen || operation is { ForSignedIn: true, OfPlatform: false }) };
        foreach (var (role, permissions) in roles.Where(role => !role.Key.Contains(shop.Word, StringComparison.Ordinal)).OrderBy(role => role.Key, StringComparer.Ordinal))
            callers.Add(new(role, (await shop.HireAsync(role)).AccessToken, operation => operation.IsOpen || operation is { ForSignedIn: true, OfPlatform: false } || permissions.Contains(operation.Permission)));
        callers.Add(new("one permission", shop.Staff.AccessToken, operation => operation.IsOpen || operation is { ForSignedIn: true, OfPlatform: false } || operation.Permission == "orders:read"));
        var key = (await shop.SendJsonAsync("createApiKey", shop.Owner, new { name = "One", permissions = CatalogRead })).Json.Text("key");
        callers.Add(new("api key", key, operation => operation.IsOpen || CatalogRead.Contains(operation.Permission)));
        callers.Add(new("operator", (await shop.AppointAsync()).AccessToken, operation => !operation.ForSignedIn || operation.OfPlatform));
        callers.Add(new("observer", (await shop.AppointAsync("observer")).AccessToken, operation => operation.IsOpen || operation is { ForSignedIn: true, OfPlatform: true } || ObserversMay.Contains(operation.Permission)));
        callers.Add(new("bootstrap", shop.Server.Token, operation => !operation.ForSignedIn));
        return callers;
    }

    private sealed record Caller(string Name, string? Bearer, Func<ApiOperation, bool> Should);
}
