using SharpCommerce.Core.Events;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users;

/// <summary>What this module tells others.</summary>
internal static class UserEvents
{
    private static readonly Guid Sample = Guid.Parse("019ab3c2-7c1e-7d60-8f0e-4f1c8f6f2a11");

    internal static readonly EventType<TokenReused> TokenReusedType = new(
        "user.refresh_token_reused.v1", "A refresh token came a second time; the session was closed.", new(new(Sample), new(Sample)));
}

/// <summary>A refresh token came a second time.</summary>
internal sealed record TokenReused(Id<User> UserId, Id<Session> SessionId);
