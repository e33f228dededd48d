using System.Security.Cryptography;
using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Secrets;

/// <summary>
/// Keeps a node with another secrets key from serving: it would open none of the secrets that others wrote, and fail one call here and one webhook
/// there. The shared database holds a text that only the right key opens.
/// </summary>
internal sealed class SecretsKeyGuard(DatabaseMap databases, SecretProtector secrets, TimeProvider clock)
{
    private const string Text = "sharpcommerce";
    private const string Purpose = "secrets key";

    private static readonly SqlStatement Find = new("SELECT value FROM settings WHERE tenant_id = $1 AND name = 'secrets_key'");

    private static readonly SqlStatement Add = new("INSERT INTO settings (tenant_id, name, value, version, updated_at) VALUES ($1, 'secrets_key', $2, 1, $3) ON CONFLICT DO NOTHING");

    /// <summary>Throws when the database's secrets were written with another key. A key that has only just been made becomes the one that counts.</summary>
    /// <exception cref="InvalidOperationException">This node must not serve.</exception>
    internal async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var stored = await FindAsync(cancellationToken);
        if (stored is null && secrets.HasKey)
        {
            await databases.Shared.WriteAsync(Tenant.Platform.Id, [Add.With(JsonSerializer.Serialize(secrets.Protect(Text, Purpose)), clock.Now())], (_, _) => Task.FromResult(true), WriteMode.Quick, cancellationToken);
            // Another node may have been faster.
            stored = await FindAsync(cancellationToken);
        }
        if (stored is not null && !Opens(stored))
            throw new InvalidOperationException("The secrets key of this node is not the one that the database's secrets were written with. Give every node the same SECRETS_KEY.");
    }

    private Task<string?> FindAsync(CancellationToken cancellationToken) => databases.Shared.ReadAsync(
        Tenant.Platform.Id, [Find.With()], async (rows, token) => await rows.ReadAsync(token) ? rows.String(0) : null, cancellationToken);

    private bool Opens(string stored)
    {
        try
        {
            return secrets.HasKey && secrets.Unprotect(JsonSerializer.Deserialize<string>(stored)!, Purpose) == Text;
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException or JsonException)
        {
            return false;
        }
    }
}
