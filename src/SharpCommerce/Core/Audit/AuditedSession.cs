using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Audit;

internal static class AuditedSession
{
    /// <summary>The session, recorded when its scope serves staff or operators. In process the action is the manager's and its method's name.</summary>
    internal static DbSession Of(DbSession session, CommerceDatabase database, Actor actor, TimeProvider clock, string file, string member)
    {
        if (actor.IsAdministrative)
            session.Record(new(database, actor, clock, $"{Path.GetFileNameWithoutExtension(file)}.{member.Replace("Async", "", StringComparison.Ordinal)}"));
        return session;
    }
}
