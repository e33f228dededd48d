using System.Runtime.CompilerServices;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Idempotency;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>The only way from a use case to its tenant's rows: the tenant comes from the scope, the database from the tenant.</summary>
internal sealed class TenantDb(TenantContext tenant, DatabaseMap databases, EventRecording events, Actor actor, TimeProvider clock, IdempotencyClaim claim)
{
    internal Tenant Tenant => tenant.Current;

    internal CommerceDatabase Database => databases.For(tenant.Current);

    /// <summary>The time that all nodes share.</summary>
    internal Task<DateTimeOffset> TimeAsync(CancellationToken cancellationToken) => Database.TimeAsync(clock, cancellationToken);

    internal Task<DbSession> ReadAsync(CancellationToken cancellationToken) => Database.BeginAsync(Tenant.Id, write: false, cancellationToken);

    /// <summary>Begins to write. What staff and operators change is told in the audit log by the same commit, and what anybody changes as events.</summary>
    internal async Task<DbSession> WriteAsync(CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerMemberName] string member = "") =>
        AuditedSession.Of(events.Of(await Database.BeginAsync(Tenant.Id, write: true, cancellationToken), Tenant), Database, actor, clock, file, member).WriteLast(claim.BeforeCommit(Tenant.Id));

    internal Task<T> QueryAsync<T>(SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        Database.ReadAsync(Tenant.Id, calls, read, cancellationToken);

    internal Task<T> ExecuteAsync<T>(SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken, WriteMode mode = WriteMode.Quick) =>
        actor.IsAdministrative
            ? throw new InvalidOperationException("What staff change goes into the audit log; write it in a session.")
            : Database.WriteAsync(Tenant.Id, claim.With(Tenant.Id, calls), read, mode, cancellationToken);
}
