using SharpCommerce.Users.Roles;
using Xunit;

namespace SharpCommerce.Tests.Docs;

/// <summary>Who decides about roles reads the tables, so they show what the program permits.</summary>
public sealed class AccessPageTests
{
    [Fact]
    public void The_table_of_a_tenants_permissions_and_roles_is_what_the_program_permits() =>
        Assert.Equal(Table(Permissions.Tenant, BuiltInRoles.OfTenants), Documented("docs/api/access.md"));

    [Fact]
    public void The_table_of_the_operators_permissions_and_roles_is_what_the_program_permits() =>
        Assert.Equal(Table(Permissions.Platform, BuiltInRoles.OfThePlatform), Documented("docs/api/platform.md"));

    /// <summary>A line for each permission: its name and the roles that hold it.</summary>
    private static IEnumerable<string> Table(IEnumerable<string> permissions, IReadOnlyDictionary<string, BuiltInRole> roles) =>
        permissions.Select(permission => Line(permission, roles.Values.Where(role => role.Permissions.Contains(permission)).Select(role => role.Name))).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Documented(string page)
    {
        var header = Repository.Read(page).Split('\n').Single(line => line.StartsWith("| permission | allows |", StringComparison.Ordinal));
        var roles = header.Trim('|').Split('|').Skip(2).Select(cell => cell.Trim(' ', '`')).ToList();
        // The first cell behind the name says what is allowed.
        return MarkdownPage.Read(page).CodeRows.Where(row => row.Name.Contains(':', StringComparison.Ordinal))
            .Select(row => Line(row.Name, roles.Where((_, i) => row.Cells[i + 1].Length > 0))).Order(StringComparer.Ordinal);
    }

    private static string Line(string permission, IEnumerable<string> roles) => $"{permission}: {string.Join(' ', roles.Order(StringComparer.Ordinal))}";
}
