using System.Text.RegularExpressions;
using Xunit;

namespace SharpCommerce.Tests.Architecture;

/// <summary>Clients decide by error codes, so each is documented with its status, and none is invented in passing.</summary>
public sealed partial class ErrorCodeTests
{
    private const string Page = "docs/api/errors.md";

    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["Invalid"] = 400,
        ["Unauthenticated"] = 401,
        ["Forbidden"] = 403,
        ["NotFound"] = 404,
        ["Conflict"] = 409,
        ["Gone"] = 410,
        ["PreconditionFailed"] = 412,
        ["TooLarge"] = 413,
        ["Unprocessable"] = 422,
        ["RateLimited"] = 429,
        ["Unavailable"] = 503,
        ["StorageFull"] = 507,
        ["Upstream"] = 502,
    };

    [Fact]
    public void Every_code_is_documented_with_its_status()
    {
        var documented = DocumentedCode().Matches(Source.Text(Page)).Select(match => (Code: match.Groups[1].Value, Status: int.Parse(match.Groups[2].Value)));
        var used = Used();
        Assert.True(used.Count > 20, "The codes were not found in the source.");
        Assert.Empty(used.Except(documented));
    }

    [Fact]
    public void Every_documented_code_is_used()
    {
        var codes = Used().Select(used => used.Code);
        Assert.Empty(DocumentedCode().Matches(Source.Text(Page)).Select(match => match.Groups[1].Value).Except(codes));
    }

    [Fact]
    public void Every_code_is_lower_snake_case_and_named_where_it_is_thrown()
    {
        Assert.All(Used(), used => Assert.Matches("^[a-z]+(_[a-z]+)*$", used.Code));
        // A code that is put together, or comes from elsewhere, could not be found above.
        Assert.Empty(Source.Files.SelectMany(file => Unnamed().Matches(Source.Text(file)).Select(match => $"{file}: {match.Value}")));
    }

    private static HashSet<(string Code, int Status)> Used()
    {
        var used = new HashSet<(string, int)>();
        var texts = Source.Files.Select(Source.Text).ToList();
        var constants = texts.SelectMany(text => CodeConstant().Matches(text)).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.First().Groups[2].Value);
        foreach (var text in texts)
        {
            foreach (Match match in Error().Matches(text))
                used.Add((match.Groups[2].Success ? match.Groups[2].Value : constants[match.Groups[3].Value], Statuses[match.Groups[1].Value]));
            foreach (Match match in Written().Matches(text))
                used.Add((match.Groups[2].Value, match.Groups[1].Value == "StatusCodes.Status500InternalServerError" ? 500 : int.Parse(match.Groups[1].Value)));
        }
        return used;
    }

    /// <summary>A row of the page's table that begins with a code and its status.</summary>
    [GeneratedRegex(@"^\| `([^`]+)` \| (\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    /// <summary><c>new(ErrorKind.Conflict, "duplicate", …)</c>, or a constant.</summary>
    [GeneratedRegex("""ErrorKind\.(\w+),\s*(?:"([^"]*)"|([A-Z]\w*)\s*,)""")]
    private static partial Regex Error();

    /// <summary><c>WriteAsync(context, 405, "method_not_allowed", …)</c>.</summary>
    [GeneratedRegex("""WriteAsync\(\w+, (\d{3}|StatusCodes\.Status500InternalServerError), "([^"]*)",""")]
    private static partial Regex Written();

    [GeneratedRegex("""const string (\w+) = "([^"]*)";""")]
    private static partial Regex CodeConstant();

    [GeneratedRegex("""ErrorKind\.\w+,(?!\s*(?:"|[A-Z]\w*\s*,))[^\n]*""")]
    private static partial Regex Unnamed();
}
