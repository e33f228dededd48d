using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace SharpCommerce.Tests.Engines;

/// <summary>Runs a theory on PostgreSQL alone: for what SQLite does not have.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnPostgreSqlAttribute(params object[] arguments) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([EachEngineAttribute.Row(arguments, Engine.PostgreSql)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
