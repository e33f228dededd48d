using Npgsql;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.PostgreSql;

/// <summary>Opens PostgreSQL databases by URL.</summary>
internal sealed class PostgreSqlEngine(CommerceOptions? options = null) : IDatabaseEngine
{
    /// <summary>The role that serves: owns nothing and cannot bypass row-level security.</summary>
    internal const string AppRole = "sharpcommerce_app";

    private const int DefaultPoolSize = 10;

    // Beyond the calls at work: for orders' groups, jobs and health checks.
    private const int SpareConnections = 4;
    private const int ConnectTimeoutSeconds = 5;
    private const int CommandTimeoutSeconds = 15;

    public bool Handles(string url) => url.StartsWith("postgres://", StringComparison.Ordinal) || url.StartsWith("postgresql://", StringComparison.Ordinal);

    public CommerceDatabase Open(string url, string? adminUrl) => new PostgreSqlDatabase(AppConnection(url), OwnerConnection(adminUrl ?? url), new NpgsqlConnectionStringBuilder(Parse(url).ConnectionString).Username!, options?.WithoutTenantFilter != true);

    public async Task<string> ProvisionAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        var name = DatabaseName(sharedUrl, tenantId);
        await using var connection = new NpgsqlConnection(OwnerConnection(adminUrl ?? sharedUrl));
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Quote(name)}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        return new UriBuilder(sharedUrl) { Path = "/" + name }.Uri.ToString();
    }

    public string? AdminUrlFor(string url, string sharedUrl, string? sharedAdminUrl)
    {
        if (sharedAdminUrl is null || !Handles(sharedUrl))
            return null;
        var (own, shared) = (new Uri(url), new Uri(sharedUrl));
        return own.Authority == shared.Authority && own.UserInfo == shared.UserInfo ? new UriBuilder(sharedAdminUrl) { Path = own.AbsolutePath }.Uri.ToString() : null;
    }

    public async Task DropAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(OwnerConnection(adminUrl ?? sharedUrl));
        await connection.OpenAsync(cancellationToken);
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {Quote(DatabaseName(sharedUrl, tenantId))} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>PostgreSQL cuts names at 63 bytes: 24 for the shared name, the rest for the id.</summary>
    private static string DatabaseName(string sharedUrl, Id<Tenant> tenantId)
    {
        var shared = Parse(sharedUrl).Database!;
        return $"{(shared.Length > 24 ? shared[..24] : shared)}_{tenantId.Value:N}";
    }

    // A connection for every call at work, so that a tenant whose calls hang on a lock has not all of them.
    private string AppConnection(string url)
    {
        var builder = Parse(url, Math.Max(DefaultPoolSize, (options?.RateLimits.RequestsAtOnce ?? 0) + SpareConnections));
        builder.Options = $"-c role={AppRole}";
        builder.MaxAutoPrepare = 200;
        builder.AutoPrepareMinUsages = 2;
        return builder.ConnectionString;
    }

    // Its connections are for moments of maintenance: none is kept.
    private static string OwnerConnection(string url)
    {
        var builder = Parse(url);
        builder.Pooling = false;
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parse(string url, int poolSize = DefaultPoolSize)
    {
        // A broken address is an operator's mistake, and its text holds a password: the answer says what is wrong and nothing of it.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.UserInfo.Length == 0 || uri.AbsolutePath.Length < 2)
            throw Invalid("must be postgres://user:password@host:port/database.");
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            MaxPoolSize = poolSize,
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
            Enlist = false,
            ApplicationName = "sharpcommerce",
        };
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (Uri.UnescapeDataString(k), Uri.UnescapeDataString(v)) : (pair, "");
            try
            {
                builder[key switch { "sslmode" => "SSL Mode", "pool_size" => "Maximum Pool Size", _ => key }] = value;
            }
            catch (ArgumentException)
            {
                throw Invalid("has an option that does not exist or cannot have this value.");
            }
        }
        // Session state must never reach the next lease: it is how a connection knows its tenant.
        if (builder.NoResetOnClose || builder.Multiplexing)
            throw Invalid("must not switch on 'No Reset On Close' or 'Multiplexing'.");
        return builder;
    }

    private static CommerceException Invalid(string message) => new(new(ErrorKind.Invalid, "validation_failed", $"The PostgreSQL address {message}"));
}
