using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace SharpCommerce.Tests.Architecture;

/// <summary>House rules that no analyzer knows.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 300;
    private const int MostParameters = 7;

    /// <summary>Files that may compute with fractions, each with its reason. None does: ranks, rates and money are integers.</summary>
    private static readonly string[] MayUseFractions = [];

    private static readonly string[] Banned =
        ["IgnoreQueryFilters", "FromSqlRaw", "ExecuteSqlRaw", "SqlQueryRaw", "AddDbContextPool", "AddPooledDbContextFactory", "PooledDbContextFactory", "new HttpClient("];

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        Assert.True(Source.Files.Count > 100);
        Assert.DoesNotContain(Source.Files, file => File.ReadLines(Path.Combine(Source.Root, file)).Count() > MostLines);
    }

    [Fact]
    public void Nothing_is_computed_with_fractions() =>
        Assert.DoesNotContain(Source.Files.Except(MayUseFractions), file => Fraction().IsMatch(Source.Code(file)));

    [Fact]
    public void The_tenant_filter_is_never_switched_off_and_no_context_is_pooled() =>
        Assert.DoesNotContain(Source.Files, file => Banned.Any(banned => Source.Code(file).Contains(banned, StringComparison.Ordinal)));

    [Fact]
    public void No_warning_is_silenced_in_place() =>
        Assert.DoesNotContain(Source.Files, file => Silencer().IsMatch(Source.Code(file)));

    [Fact]
    public void No_constructor_takes_more_than_seven_parameters()
    {
        var types = new[] { typeof(Commerce), typeof(AspNetCore.CommerceHttp), typeof(Sqlite.SqliteEngine), typeof(PostgreSql.PostgreSqlEngine), typeof(SharpCommerce.Mail.Smtp.SmtpSender), typeof(SharpCommerce.Redis.RedisConnection), typeof(Server.ServerSettings) }
            .SelectMany(known => known.Assembly.GetTypes())
            // Records only hold values, and what has no name was made by the compiler.
            .Where(type => type is { IsClass: true, DeclaringType: null } && type.GetMethod("<Clone>$") is null && !type.Name.Contains('<', StringComparison.Ordinal));
        var tooMany = types.Where(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(constructor => constructor.GetParameters().Length > MostParameters));
        Assert.Empty(tooMany.Select(type => type.FullName));
    }

    [GeneratedRegex(@"\b(?:float|double|decimal|Half|Single|Double|Decimal)\b(?!\s*\()")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"#pragma warning|\bSuppressMessage\b|#region|#nullable disable")]
    private static partial Regex Silencer();
}
