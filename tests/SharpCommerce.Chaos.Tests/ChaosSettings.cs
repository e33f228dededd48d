using System.Security.Cryptography;
using SharpCommerce.Tests.Engines;
using Xunit;

// Half of a run is waiting: for starts of others, and for leases of nodes that died.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace SharpCommerce.Chaos.Tests;

/// <summary>How long and hard a run is; set by <c>scripts/chaos</c>, left alone by <c>./test</c>.</summary>
internal static class ChaosSettings
{
    /// <summary>What buyers want and when the server dies follows from it.</summary>
    internal static int Seed { get; } = Number("CHAOS_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000);

    /// <summary>How often the server is killed on each engine.</summary>
    internal static int Kills { get; } = Number("CHAOS_KILLS") ?? 30;

    /// <summary>How many servers share a PostgreSQL; with two, one sells while the other is down.</summary>
    internal static int Nodes { get; } = Number("CHAOS_NODES") ?? 1;

    /// <summary>How many rounds of each fault of the database.</summary>
    internal static int Rounds { get; } = Number("CHAOS_ROUNDS") ?? 1;

    /// <summary>How long the database is out of reach.</summary>
    internal static TimeSpan Outage { get; } = TimeSpan.FromSeconds(Number("CHAOS_OUTAGE") ?? 10);

    /// <summary>Leaves an engine out that was not asked for, or is not here.</summary>
    internal static void SkipUnlessWanted(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.PostgreSql && TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CHAOS_ENGINE") is { Length: > 0 } wanted && !wanted.Equals(engine.ToString(), StringComparison.OrdinalIgnoreCase), "CHAOS_ENGINE names another one.");
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;
}
