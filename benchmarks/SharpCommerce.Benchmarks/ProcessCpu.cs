using System.Globalization;

namespace SharpCommerce.Benchmarks;

/// <summary>CPU seconds, user and system, that processes have used since they started: read from /proc, in steps of 10 ms.</summary>
internal static class ProcessCpu
{
    // USER_HZ, which Linux has fixed at 100 for every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>One process with all its threads, those that have ended included.</summary>
    public static double Of(int processId) => Read(processId) is { } process
        ? process.OwnTicks / TicksPerSecond
        : throw new ArgumentException($"There is no process {processId}.", nameof(processId));

    /// <summary>
    /// A PostgreSQL cluster: the postmaster, its backends and workers, and those that have ended, whose time is the postmaster's
    /// once it has reaped them.
    /// </summary>
    public static double OfPostgres(int postmasterId)
    {
        // A backend that ends while we read is counted twice or not at all: then the postmaster's share has changed, and we read again.
        while (true)
        {
            Ticks before = ReadPostmaster();
            long children = 0;
            foreach (string folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out int id)
                    && Read(id) is { } process && process.ParentId == postmasterId)
                {
                    children += process.OwnTicks + process.ReapedTicks;
                }
            }

            if (ReadPostmaster().ReapedTicks == before.ReapedTicks)
            {
                return (before.OwnTicks + before.ReapedTicks + children) / TicksPerSecond;
            }
        }

        Ticks ReadPostmaster() => Read(postmasterId) ?? throw new ArgumentException($"There is no process {postmasterId}.", nameof(postmasterId));
    }

    private static Ticks? Read(int processId)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{processId}/stat");
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }

        // The second field is the program's name in parentheses, which may hold spaces and parentheses. Field 3 follows it.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new Ticks(ParentId: (int)Field(4), OwnTicks: Field(14) + Field(15), ReapedTicks: Field(16) + Field(17));

        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
    }

    private readonly record struct Ticks(int ParentId, long OwnTicks, long ReapedTicks);
}
