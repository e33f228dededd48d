using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>The only way from a use case to its tenant's rows: the tenant comes from the scope, the database from the tenant.</summary>
internal sealed class TenantDb(TenantContext tenant, DatabaseMap databases)
{
    internal Tenant Tenant => tenant.Current;

    internal CommerceDatabase Database => databases.For(tenant.Current);

    internal Task<DbSession> ReadAsync(CancellationToken cancellationToken) => Database.BeginAsync(Tenant.Id, write: false, cancellationToken);

    internal Task<DbSession> WriteAsync(CancellationToken cancellationToken) => Database.BeginAsync(Tenant.Id, write: true, cancellationToken);

    internal Task<T> QueryAsync<T>(SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        Database.ReadAsync(Tenant.Id, calls, read, cancellationToken);

    internal Task<T> ExecuteAsync<T>(SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken, WriteMode mode = WriteMode.Quick) =>
        Database.WriteAsync(Tenant.Id, calls, read, mode, cancellationToken);
}
