using Microsoft.Data.Sqlite;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Sqlite;

/// <summary>Opens SQLite files by URL.</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    private const string Scheme = "sqlite:///";

    public bool Handles(string url) => url.StartsWith(Scheme, StringComparison.Ordinal);

    public CommerceDatabase Open(string url, string? adminUrl) => new SqliteDatabase(FilePath(url));

    public Task<string> ProvisionAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken) =>
        Task.FromResult(Scheme + Uri.EscapeDataString(TenantPath(sharedUrl, tenantId)));

    public Task DropAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        SqliteConnection.ClearAllPools();
        var path = TenantPath(sharedUrl, tenantId);
        foreach (var file in ((string[])["", "-wal", "-shm", ".lock"]).Select(suffix => path + suffix).Where(File.Exists))
            File.Delete(file);
        return Task.CompletedTask;
    }

    private static string TenantPath(string sharedUrl, Id<Tenant> tenantId) =>
        Path.Combine(Path.GetDirectoryName(FilePath(sharedUrl))!, "tenants", $"{tenantId}.db");

    private static string FilePath(string url) => Path.GetFullPath(Uri.UnescapeDataString(url[Scheme.Length..]));
}
