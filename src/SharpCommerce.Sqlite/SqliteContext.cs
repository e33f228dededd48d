using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Sqlite;

internal sealed class SqliteContext(DbContextOptions options, Id<Tenant>? tenantId) : CommerceDbContext(options, tenantId)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<SqliteTimeConverter>();
}

/// <summary>SQLite has no time type: microseconds since 1970 sort and compare as they should, and are what PostgreSQL keeps.</summary>
internal sealed class SqliteTimeConverter() : ValueConverter<DateTimeOffset, long>(time => SqliteTime.ToMicroseconds(time), micros => SqliteTime.FromMicroseconds(micros));

internal static class SqliteTime
{
    internal static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTimeOffset FromMicroseconds(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}

/// <summary>Lets the EF tools make migrations; never used at run time.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options, null);
}
