using System.Text.RegularExpressions;

namespace SharpCommerce.Tests.Architecture;

/// <summary>The product's own source, read as text: what is not compiled into an assembly can only be seen here.</summary>
internal static partial class Source
{
    internal static string Root { get; } = FindRoot();

    /// <summary>Every C# file under <c>src</c> except generated migrations, by its path from the root.</summary>
    internal static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    internal static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The text without comments and without what stands between quotes.</summary>
    internal static string Code(string file) => NoCode().Replace(Text(file), match => match.Value[0] == '/' ? " " : "\"\"");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SharpCommerce.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(""""
        \$*"""(?:.|\n)*?""" | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])+' | //[^\n]* | /\*(?:.|\n)*?\*/
        """", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NoCode();
}
