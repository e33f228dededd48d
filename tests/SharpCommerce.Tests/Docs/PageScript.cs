using System.Text;
using System.Text.Json;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Docs;

/// <summary>
/// The <c>sh</c> blocks of a page that call the server, as one script. A line <c># => text</c> says what the commands above it print, and a
/// <c>json</c> block right after an <c>sh</c> block shows the answer to its last call.
/// </summary>
internal sealed class PageScript
{
    internal const string DocumentedAddress = "localhost:8080";
    private const string Expectation = "# => ";

    private readonly MarkdownPage _page;
    private readonly List<Step> _steps = [];
    private readonly Dictionary<CodeBlock, int> _examples = [];

    internal PageScript(MarkdownPage page)
    {
        _page = page;
        foreach (var (i, block) in page.Blocks.Index().Where(pair => Calls(pair.Item)))
        {
            Add(block);
            if (i + 1 < page.Blocks.Count && page.Blocks[i + 1] is { Language: "json" } example)
                _examples.Add(example, _steps.Count - 1);
        }
    }

    private sealed record Step(int Line, StringBuilder Commands, List<string> Expected);

    internal bool IsEmpty => _steps.Count == 0;

    /// <summary>Runs it against a server and returns what is not as documented.</summary>
    internal async Task<IReadOnlyList<string>> RunAsync(TestServer server, bool update, CancellationToken cancellationToken)
    {
        var folder = TestDatabases.NewFolder();
        var environment = new Dictionary<string, string> { ["TOKEN"] = server.Token, ["OUT"] = folder, ["HOME"] = folder, ["NO_PROXY"] = "*", ["no_proxy"] = "*" };
        var run = await Repository.RunAsync("sh", ["-euc", Script(server.Address)], environment, folder, cancellationToken);
        var outputs = _steps.Index().Select(step => Path.Combine(folder, $"{step.Index}")).Where(File.Exists).Select(File.ReadAllText).ToList();
        if (run.ExitCode != 0)
            return [$"{_page.Path}:{_steps[Math.Max(0, outputs.Count - 1)].Line}: exit code {run.ExitCode}. {run.Errors}"];

        var faults = _steps.Index()
            .SelectMany(step => step.Item.Expected.Where(expected => !outputs[step.Index].Contains(expected, StringComparison.Ordinal))
                .Select(expected => $"{_page.Path}:{step.Item.Line}: expected {expected} in {outputs[step.Index]}"))
            .ToList();
        var rewritten = new Dictionary<CodeBlock, string>();
        foreach (var (block, step) in _examples)
        {
            using var example = JsonDocument.Parse(block.Text);
            using var answer = JsonDocument.Parse(outputs[step].Split('\n').Last(line => line.StartsWith('{')));
            var differences = ExampleJson.Differences(example.RootElement, answer.RootElement).ToList();
            if (differences.Count > 0)
                rewritten.Add(block, ExampleJson.Write(answer.RootElement));
            faults.AddRange(differences.Select(difference => $"{_page.Path}:{block.FirstLine}: {difference}"));
        }
        if (update)
            _page.Rewrite(rewritten);
        return faults;
    }

    private static bool Calls(CodeBlock block) => block.Language == "sh" && (block.Text.Contains("curl", StringComparison.Ordinal) || block.Text.Contains("$API", StringComparison.Ordinal));

    private void Add(CodeBlock block)
    {
        var current = new Step(block.FirstLine + 1, new(), []);
        _steps.Add(current);
        foreach (var (i, line) in block.Text.Split('\n').Index())
        {
            if (line.StartsWith(Expectation, StringComparison.Ordinal))
            {
                current.Expected.Add(line[Expectation.Length..]);
                continue;
            }
            if (current.Expected.Count > 0)
            {
                if (line.Length == 0)
                    continue;
                current = new(block.FirstLine + i + 1, new(), []);
                _steps.Add(current);
            }
            current.Commands.Append(line).Append('\n');
        }
    }

    private string Script(Uri address) =>
        string.Concat(_steps.Index().Select(step => $"{{\n{step.Item.Commands}}} >\"$OUT/{step.Index}\"\n"))
            .Replace(DocumentedAddress, $"localhost:{address.Port}", StringComparison.Ordinal);
}
