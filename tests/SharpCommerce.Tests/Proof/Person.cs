namespace SharpCommerce.Tests.Proof;

/// <summary>Somebody who can sign in, with what they know besides their tenant.</summary>
internal sealed class Person(string email, World world)
{
    internal const string SomePassword = "correct horse battery staple";
    private const string NextPassword = "another horse battery staple";

    internal string Email => email;

    internal World World => world;

    internal string AccessToken { get; set; } = "";

    /// <summary>The key of their authenticator, once they have one.</summary>
    internal string? TwoFactorKey { get; set; }

    /// <summary>What they would write into a member of this name; null when it is nothing personal.</summary>
    internal string? Member(string name) => name switch
    {
        "email" => email,
        "password" => SomePassword,
        "newPassword" => NextPassword,
        "code" when TwoFactorKey is { } key => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(key)).ComputeTotp(),
        _ => null,
    };
}
