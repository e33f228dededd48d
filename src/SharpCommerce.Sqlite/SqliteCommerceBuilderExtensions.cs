using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Data;
using SharpCommerce.Sqlite;

namespace SharpCommerce;

/// <summary>Registers SQLite.</summary>
public static class SqliteCommerceBuilderExtensions
{
    /// <summary>Lets databases be SQLite files, and makes the given one the shared one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; null leaves the choice to the configured URL.</param>
    public static CommerceBuilder UseSqlite(this CommerceBuilder builder, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IDatabaseEngine, SqliteEngine>();
        if (path is not null)
        {
            builder.Options.DatabaseUrl = "sqlite:///" + Uri.EscapeDataString(Path.GetFullPath(path));
            builder.Options.DataDirectory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        }
        return builder;
    }
}
