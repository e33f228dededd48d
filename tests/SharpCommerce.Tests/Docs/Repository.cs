using System.Diagnostics;

namespace SharpCommerce.Tests.Docs;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "artifacts", "bin", "data", "node_modules", "obj"];

    internal static string Root { get; } = FindRoot(new(AppContext.BaseDirectory));

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files below a folder by their path from the root, in a fixed order; build output and data are left out.</summary>
    internal static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Walk(new(Path.Combine(Root, folder))).SelectMany(found => found.EnumerateFiles(pattern)).Select(file => Path.GetRelativePath(Root, file.FullName)).Order(StringComparer.Ordinal)];

    /// <summary>Runs a program to its end.</summary>
    internal static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output, await errors);
    }

    private static IEnumerable<DirectoryInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk).Prepend(folder);

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "SharpCommerce.slnx")) ? folder.FullName : FindRoot(folder.Parent ?? throw new InvalidOperationException("The tests do not run from a checkout."));
}
