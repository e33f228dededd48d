using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users;

/// <summary>What this module tells others.</summary>
internal static class UserEvents
{
    internal const string TokenReusedType = "user.refresh_token_reused.v1";

    internal static string TokenReused(Session session, string? address) =>
        JsonSerializer.Serialize(new { userId = session.UserId, sessionId = session.Id, address }, ModelExtensions.Json);
}
