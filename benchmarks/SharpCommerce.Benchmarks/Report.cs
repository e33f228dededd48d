using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>The run as a Markdown table, with what one must know to repeat it.</summary>
internal static class Report
{
    public static async Task<string> WriteAsync(Database database, Pace pace, IReadOnlyList<Measured> results)
    {
        await using var connection = await database.OpenAsync();
        var settings = await connection.QueryAsync(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('shared_buffers')",
            row => (Version: row.GetString(0).Split(' ')[0], Fsync: row.GetString(1), Commit: row.GetString(2), Buffers: row.GetString(3)));
        var (version, fsync, commit, buffers) = settings.Single();
        var text = new StringBuilder();
        Line($"{Environment.ProcessorCount} cores ({Processor()}), shared by load generator, server and database. {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Split(" #")[0]}.");
        Line($"PostgreSQL {version}, fsync {fsync}, synchronous_commit {commit}, shared_buffers {buffers}. {ShopMaker.ShopCount} shops, {ShopMaker.ShopCount * pace.ProductsPerShop:N0} products.");
        Line($"Medians of {pace.Windows} windows of {pace.Window.TotalSeconds:0.#} s or a fixed number of orders, product and baseline in turns. CPU in µs per request, server + database.");
        text.AppendLine();
        text.AppendLine("| | connections | product | p50, p99 ms | CPU | baseline | p50, p99 ms | CPU | throughput ratio | CPU ratio | target |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var result in results)
            text.AppendLine(Row(result));
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    public static string Row(Measured result) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.Scenario.Title} | {result.Connections} | {Server(result.Product)} | {Server(result.Baseline)} | {result.SpeedUp:0.00} | {result.CpuRatio:0.00} | {Target(result)} |");

    private static string Server(Figures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.RequestsPerSecond:N0}/s | {figures.P50Milliseconds:0.0}, {figures.P99Milliseconds:0.0} | {figures.ServerMicroseconds:0} + {figures.DatabaseMicroseconds:0}");

    private static string Target(Measured result) => result.Scenario switch
    {
        { MostCpuRatio: { } most } => string.Create(CultureInfo.InvariantCulture, $"CPU ≤ {most:0.0}: {(result.CpuRatio <= most ? "met" : "missed")}"),
        { LeastSpeedUp: { } least } => string.Create(CultureInfo.InvariantCulture, $"throughput ≥ {least:0.0#}: {(result.SpeedUp >= least ? "met" : "missed")}"),
        _ => "",
    };

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..].Trim() : RuntimeInformation.ProcessArchitecture.ToString();
}
