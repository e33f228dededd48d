using System.Diagnostics;

namespace SharpCommerce.Chaos.Tests.Driver;

/// <summary>Signals to processes that the tests started, by their ids.</summary>
internal static class Signals
{
    internal static async Task SendAsync(string signal, IReadOnlyCollection<int> processIds)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", .. processIds.Select(id => $"{id}")]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }

    /// <summary>The processes that a process started and that are still there.</summary>
    internal static List<int> ChildrenOf(int processId)
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
                continue;
            try
            {
                // "123 (name) S parent …"; a name may hold anything, spaces and parentheses too.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) == processId)
                    children.Add(id);
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }
        return children;
    }
}
