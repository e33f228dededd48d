using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Data;
using SharpCommerce.PostgreSql;

namespace SharpCommerce;

/// <summary>Registers PostgreSQL.</summary>
public static class PostgreSqlCommerceBuilderExtensions
{
    /// <summary>Lets databases be PostgreSQL, and makes the given one the shared one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="url"><c>postgres://user:password@host:port/database</c>; null leaves the choice to the configured URL.</param>
    /// <param name="adminUrl">The role that owns and migrates; null when <paramref name="url"/>'s does.</param>
    public static CommerceBuilder UsePostgreSql(this CommerceBuilder builder, string? url = null, string? adminUrl = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IDatabaseEngine, PostgreSqlEngine>();
        if (url is not null)
        {
            builder.Options.DatabaseUrl = url;
            builder.Options.DatabaseAdminUrl = adminUrl;
        }
        return builder;
    }
}
