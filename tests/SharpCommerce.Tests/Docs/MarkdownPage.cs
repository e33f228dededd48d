using System.Text.RegularExpressions;

namespace SharpCommerce.Tests.Docs;

/// <summary>A Markdown file: its code blocks, headings and links.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<string> _prose = [];

    private MarkdownPage(string path) => Path = path;

    /// <summary>Its path from the root.</summary>
    internal string Path { get; }

    /// <summary>Its code blocks, in order.</summary>
    internal List<CodeBlock> Blocks { get; } = [];

    /// <summary>Its headings without their marks, in order.</summary>
    internal IEnumerable<string> Headings => _prose.Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim());

    /// <summary>The rows of its tables whose first cell is code: that code and the other cells.</summary>
    internal IEnumerable<(string Name, string[] Cells)> CodeRows =>
        _prose.Select(line => CodeRow().Match(line)).Where(row => row.Success)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value.Split('|').Select(cell => cell.Trim()).ToArray()));

    /// <summary>Where its links lead.</summary>
    internal IEnumerable<string> Links => _prose.SelectMany(line => Link().Matches(InlineCode().Replace(line, ""))).Select(link => link.Groups[1].Value);

    internal static MarkdownPage Read(string path)
    {
        var page = new MarkdownPage(path);
        var lines = Repository.Read(path).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                page._prose.Add(lines[i]);
                continue;
            }
            var first = i + 1;
            var end = Array.FindIndex(lines, first, line => line.StartsWith("```", StringComparison.Ordinal));
            if (end < 0)
                throw new InvalidOperationException($"{path}:{i + 1}: the code block has no end.");
            page.Blocks.Add(new(lines[i][3..].Trim(), string.Join('\n', lines[first..end]), first, end));
            i = end;
        }
        return page;
    }

    /// <summary>What a heading's anchor is called by those who render Markdown.</summary>
    internal static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    /// <summary>Puts new text into code blocks.</summary>
    internal void Rewrite(IReadOnlyDictionary<CodeBlock, string> texts)
    {
        var lines = Repository.Read(Path).Split('\n').ToList();
        foreach (var (block, text) in texts.OrderByDescending(pair => pair.Key.FirstLine))
        {
            lines.RemoveRange(block.FirstLine, block.EndLine - block.FirstLine);
            lines.InsertRange(block.FirstLine, text.Split('\n'));
        }
        File.WriteAllText(System.IO.Path.Combine(Repository.Root, Path), string.Join('\n', lines));
    }

    [GeneratedRegex(@"^\|\s*`([^`]+)`\s*\|(.*)\|\s*$")]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\p{L}\p{N}_\- ]")]
    private static partial Regex NotInAnchors();
}

/// <summary>A fenced code block.</summary>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Text">Its lines.</param>
/// <param name="FirstLine">The index of its first line.</param>
/// <param name="EndLine">The index of the closing fence.</param>
internal sealed record CodeBlock(string Language, string Text, int FirstLine, int EndLine);
