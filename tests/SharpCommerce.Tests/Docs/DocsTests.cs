using System.Text.Json;
using System.Text.RegularExpressions;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Docs;

/// <summary>The documentation is run, not only read: its commands, example answers, sample, links and lists.</summary>
public sealed partial class DocsTests
{
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

    [Theory, EachEngine, Trait("Category", "Slow")]
    public async Task Every_call_in_the_documentation_answers_as_it_says(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, ("SEED_DEMO", "true"), ("BASE_DOMAIN", "localhost"));
        // UPDATE_DOCS=1 writes the real answers into the pages.
        var update = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";
        var scripts = ApiPages().Prepend(MarkdownPage.Read("README.md")).Select(page => new PageScript(page)).Where(script => !script.IsEmpty).ToList();
        var faults = new List<string>();
        foreach (var script in scripts)
            faults.AddRange(await script.RunAsync(server, update, TestContext.Current.CancellationToken));

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(scripts.Count > 5, "The pages with commands were not found.");
    }

    [Fact]
    public async Task Every_operation_has_a_heading_or_a_row_in_the_API_pages_and_none_names_another()
    {
        var server = await TestServer.SharedAsync(Engine.Sqlite);
        using var client = server.Client();
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(server.Address, "/openapi/v1.json"), TestContext.Current.CancellationToken));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {PathParameter().Replace(path.Name, "{}")}"));
        // Calls that are the same for somebody else have a row in a table.
        var documented = ApiPages().SelectMany(page => page.Headings.Concat(page.CodeRows.Select(row => $"`{row.Name}`"))).Select(heading => Operation().Match(heading)).Where(match => match.Success)
            .Select(match => $"{match.Groups[1].Value} {(OutsideTheApi().IsMatch(match.Groups[2].Value) ? "" : "/api/v1")}{PathParameter().Replace(match.Groups[2].Value, "{}")}");

        Assert.Equal(operations.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_error_code_is_documented_with_its_status_and_nothing_else_is()
    {
        var thrown = Repository.Files("src", "*.cs").SelectMany(Codes).Distinct().Order();
        var documented = MarkdownPage.Read("docs/api/errors.md").CodeRows.Select(row => (row.Name, row.Cells[0])).Order();

        Assert.Equal(thrown, documented);
    }

    [Fact]
    public void Every_variable_that_the_server_reads_is_in_the_README_and_in_the_example_file()
    {
        var read = EnvironmentVariable().Matches(Repository.Read("src/SharpCommerce.Server/ServerSettings.cs")).Select(match => match.Groups[1].Value)
            .Concat(Repository.Files("plugins", "*.cs").SelectMany(file => SettingVariable().Matches(Repository.Read(file))).Select(match => match.Groups[1].Value)).Distinct().Order().ToList();
        var example = Repository.Read(".env.example").Split("# Not read yet");
        var offered = ExampleVariable().Matches(example[0]).Select(match => match.Groups[1].Value).Order();
        var table = MarkdownPage.Read("README.md").CodeRows.Select(row => row.Name).Where(name => AllCapitals().IsMatch(name) && !name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).Distinct().Order();

        Assert.Equal(read, offered);
        Assert.Equal(read, table);
        Assert.DoesNotContain(ExampleVariable().Matches(example[1]).Select(match => match.Groups[1].Value), read.Contains);
    }

    [Fact, Trait("Category", "Slow")]
    public async Task The_README_shows_the_quick_start_sample_and_what_it_prints()
    {
        var blocks = MarkdownPage.Read("README.md").Blocks;
        var code = blocks.FindIndex(block => block.Language == "csharp");
        Assert.Equal(Repository.Read("samples/QuickStart/Program.cs").Trim(), blocks[code].Text.Trim());

        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var sample = Path.Combine(Repository.Root, "artifacts", "bin", "QuickStart", configuration, "QuickStart.dll");
        Assert.True(File.Exists(sample), "Build the solution, of which the sample is a part.");
        var run = await Repository.RunAsync("dotnet", [sample], new Dictionary<string, string>(), TestDatabases.NewFolder(), TestContext.Current.CancellationToken);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.Equal(blocks[code + 1].Text.Trim(), run.Output.Trim());
    }

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it()
    {
        var broken = new List<string>();
        foreach (var page in Repository.Files("", "*.md").Select(MarkdownPage.Read))
        {
            foreach (var link in page.Links.Where(link => !link.Contains(':', StringComparison.Ordinal)))
            {
                var parts = link.Split('#');
                var target = parts[0].Length == 0 ? page.Path : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, parts[0])));
                var found = Path.Exists(Path.Combine(Repository.Root, target));
                if (!found || (parts.Length > 1 && !MarkdownPage.Read(target).Headings.Select(MarkdownPage.Anchor).Contains(parts[1])))
                    broken.Add($"{page.Path}: {link}");
            }
        }

        Assert.Empty(broken);
    }

    private static IEnumerable<MarkdownPage> ApiPages() => Repository.Files("docs/api", "*.md").Select(MarkdownPage.Read);

    private static IEnumerable<(string Code, string Status)> Codes(string path)
    {
        var source = Repository.Read(path);
        foreach (Match error in KnownError().Matches(source))
        {
            var code = error.Groups[2].Success ? error.Groups[2].Value : Regex.Match(source, $"const string {error.Groups[3].Value} = \"([a-z_]+)\"").Groups[1].Value;
            yield return (code, $"{Statuses[error.Groups[1].Value]}");
        }
        foreach (Match answer in DirectAnswer().Matches(source))
            yield return (answer.Groups[2].Value, answer.Groups[1].Success ? answer.Groups[1].Value : "any other");
    }

    [GeneratedRegex("""ErrorKind\.(\w+), (?:"([a-z_]+)"|([A-Z]\w+)),""")]
    private static partial Regex KnownError();

    [GeneratedRegex("""WriteAsync\(\w+, (?:(?:StatusCodes\.Status)?(\d{3})\w*|status), "([a-z_]+)",""")]
    private static partial Regex DirectAnswer();

    [GeneratedRegex("""configuration(?:\.GetValue\(|\[)"([A-Z_]+)"[,\]]""")]
    private static partial Regex EnvironmentVariable();

    [GeneratedRegex(@"\[PaymentSetting\(.*Environment = ""([A-Z_]+)""")]
    private static partial Regex SettingVariable();

    [GeneratedRegex("^#([A-Z_]+)=", RegexOptions.Multiline)]
    private static partial Regex ExampleVariable();

    [GeneratedRegex("^[A-Z_]+$")]
    private static partial Regex AllCapitals();

    [GeneratedRegex("^`(GET|POST|PUT|PATCH|DELETE) (/[^`]*)`$")]
    private static partial Regex Operation();

    [GeneratedRegex("^/(health|\\.well-known)/")]
    private static partial Regex OutsideTheApi();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PathParameter();
}
