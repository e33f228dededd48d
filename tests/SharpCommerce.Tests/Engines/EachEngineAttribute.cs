using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace SharpCommerce.Tests.Engines;

/// <summary>Runs a theory on SQLite and on PostgreSQL; the test's last parameter is the <see cref="Engine"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachEngineAttribute(params object[] arguments) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([Row(arguments, Engine.Sqlite), Row(arguments, Engine.PostgreSql)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    internal static TheoryDataRow Row(object[] arguments, Engine engine) => new([.. arguments, engine])
    {
        Skip = engine == Engine.PostgreSql && TestDatabases.PostgreSqlAdminUrl is null ? "TEST_DATABASE_ADMIN_URL is not set; ./test starts a PostgreSQL and sets it." : null,
    };
}

public enum Engine
{
    Sqlite,
    PostgreSql,
}
