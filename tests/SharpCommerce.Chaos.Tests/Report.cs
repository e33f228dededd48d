namespace SharpCommerce.Chaos.Tests;

/// <summary>Figures of a run, printed as they come about: a test that passes has something to tell as well.</summary>
internal static class Report
{
    internal static void Line(string name, string text) => Console.WriteLine($"chaos  {name,-28} {text}");

    internal static string Spread(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0 ? "none" : $"median {sorted[sorted.Count / 2].TotalMilliseconds:0} ms, longest {sorted[^1].TotalMilliseconds:0} ms";
    }
}
