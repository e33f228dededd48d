using System.Text.RegularExpressions;
using Xunit;

namespace SharpCommerce.Tests.Architecture;

/// <summary>Which folder of the SDK knows which. The compiler cannot say no inside one assembly; this table does.</summary>
public sealed partial class ModuleTests
{
    /// <summary>
    /// As it is today. An edge that is gone is taken out of here, so that it does not come back unseen; one that is added is argued for here.
    /// Everybody may know <c>Core</c>, the contracts of <c>Events</c> and <c>Inbound</c>, and <c>Tenants</c> for the id that is in every key.
    /// </summary>
    private static readonly Dictionary<string, string[]> Knows = new()
    {
        ["Tenants"] = ["Shipping", "Tax"], // Seeds what a new tenant starts with.
        ["Users"] = [],
        ["Products"] = ["Inventory"], // A variant carries its stock; both are written in one form.
        ["Inventory"] = ["Products"], // The id of a variant.
        ["Shipping"] = ["Carts"], // Whether a cart has chosen a method, before it is removed.
        ["Tax"] = [],
        ["Pricing"] = [],
        ["Payments"] = ["Orders"], // What is paid: a payment moves its order, and tells of it.
        ["Carts"] = ["Customers", "Orders", "Pricing", "Products", "Shipping", "Users"], // Of Orders the id alone; whose a cart is, and their saved addresses.
        ["Customers"] = ["Carts", "Users"], // Of Carts the form of an address.
        ["Orders"] = ["Carts", "Checkout", "Inventory", "Payments", "Products", "Users"], // Its manager is the door to Checkout; a canceled order gives its stock back; whose an order is.
        ["Checkout"] = ["Carts", "Orders", "Payments", "Pricing", "Products", "Users"],
        ["Media"] = [],
        ["Storefront"] = ["Users"], // The form of an email address.
        ["Analytics"] = ["Products"], // The ids of a product and a variant.
        ["Webhooks"] = ["Users"], // Whom to write to when an endpoint was disabled.
        ["Core"] = ["Checkout", "Payments"], // The port that engines place orders through; the accounts that the ledger is exported by.
    };

    private static string[] Modules { get; } = Folders("src/SharpCommerce");

    private static Dictionary<string, HashSet<string>> Types { get; } =
        Modules.ToDictionary(module => module, module => FilesOf(module).SelectMany(file => Declaration().Matches(Source.Code(file)).Select(match => match.Groups[1].Value)).ToHashSet());

    [Fact]
    public void Every_module_knows_exactly_those_that_the_table_allows()
    {
        var actual = Modules.ToDictionary(module => module, module => Uses(module).Where(used => used != module && used is not ("Core" or "Tenants" or "Events" or "Inbound")).Order(StringComparer.Ordinal).ToArray());
        Assert.Equal(Text(Knows), Text(actual));
    }

    [Fact]
    public void No_module_of_the_SDK_knows_HTTP_or_an_engine()
    {
        foreach (var file in Source.Files.Where(file => file.StartsWith("src/SharpCommerce/", StringComparison.Ordinal)))
            Assert.DoesNotMatch(@"Microsoft\.AspNetCore\.(?!Identity)|\bNpgsql\b|Microsoft\.Data\.Sqlite|\b(MailKit|MimeKit)\b|\bStackExchange\.|SharpCommerce\.(AspNetCore|Mail|OpenTelemetry|Sqlite|PostgreSql|Redis|Server)\b", Source.Code(file));
    }

    [Theory]
    [InlineData("SharpCommerce.Abstractions")]
    [InlineData("SharpCommerce", "SharpCommerce.Abstractions")]
    [InlineData("SharpCommerce.Sqlite", "SharpCommerce")]
    [InlineData("SharpCommerce.PostgreSql", "SharpCommerce")]
    [InlineData("SharpCommerce.Mail.Smtp", "SharpCommerce")]
    [InlineData("SharpCommerce.Redis", "SharpCommerce")]
    [InlineData("SharpCommerce.OpenTelemetry", "SharpCommerce")]
    [InlineData("SharpCommerce.AspNetCore", "SharpCommerce")]
    public void Assemblies_refer_to_each_other_in_one_direction(string project, params string[] allowed) =>
        Assert.Equal(allowed, ProjectReference().Matches(Source.Text($"src/{project}/{project}.csproj")).Select(match => match.Groups[1].Value));

    [Theory]
    [InlineData("SharpCommerce.Payments.Stripe")]
    [InlineData("SharpCommerce.Payments.PayPal")]
    public void Plugins_know_the_abstractions_alone(string project) =>
        Assert.Equal(["SharpCommerce.Abstractions"], ProjectReference().Matches(Source.Text($"plugins/payments/{project}/{project}.csproj")).Select(match => match.Groups[1].Value));

    [Fact]
    public void HTTP_has_the_same_folders_as_the_SDK()
    {
        // These lie in the SDK's Core.
        Assert.Empty(Folders("src/SharpCommerce.AspNetCore").Except(Modules).Except(["Audit", "Events", "Inbox", "Jobs"]));
    }

    private static string[] Folders(string project) =>
        [.. Source.Files.Where(file => file.StartsWith(project + "/", StringComparison.Ordinal)).Select(file => file.Split('/')).Where(parts => parts.Length > 3).Select(parts => parts[2]).Distinct().Order(StringComparer.Ordinal)];

    private static HashSet<string> Uses(string module)
    {
        var used = new HashSet<string>();
        foreach (var code in FilesOf(module).Select(Source.Code))
        {
            used.UnionWith(Using().Matches(code).Select(match => match.Groups[1].Value));
            // Written out: "Carts.Cart", but not "order.Payments.Where(…)".
            used.UnionWith(Qualified().Matches(code).Where(match => Types.GetValueOrDefault(match.Groups[1].Value)?.Contains(match.Groups[2].Value) == true).Select(match => match.Groups[1].Value));
        }
        return used;
    }

    private static IEnumerable<string> FilesOf(string module) => Source.Files.Where(file => file.StartsWith($"src/SharpCommerce/{module}/", StringComparison.Ordinal));

    private static string Text(Dictionary<string, string[]> table) => string.Join('\n', table.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key} -> {string.Join(", ", row.Value)}"));

    [GeneratedRegex(@"^using (?:static )?SharpCommerce\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w.])(?:SharpCommerce\.)?([A-Z]\w+)\.([A-Z]\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"\b(?:class|struct|record|enum|interface)\s+(?:struct\s+|class\s+)?([A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/([\\w.]+)\\.csproj\"")]
    private static partial Regex ProjectReference();
}
