using System.Runtime.CompilerServices;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Idempotency;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>The way to the registry for operators: its sessions belong to the nil tenant, which no request can name and under which the platform's own log is kept.</summary>
internal sealed class PlatformDb(DatabaseMap databases, EventRecording events, Actor actor, TimeProvider clock, IdempotencyClaim claim)
{
    internal static readonly Id<Tenant> Platform;

    internal CommerceDatabase Database => databases.Shared;

    internal Task<DbSession> ReadAsync(CancellationToken cancellationToken) => Database.BeginAsync(Platform, write: false, cancellationToken);

    internal async Task<DbSession> WriteAsync(CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerMemberName] string member = "") =>
        AuditedSession.Of(events.Of(await Database.BeginAsync(Platform, write: true, cancellationToken), Tenant.Platform), Database, actor, clock, file, member).WriteLast(claim.BeforeCommit(Platform));
}
