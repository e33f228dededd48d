using System.Net.Http.Headers;
using SharpCommerce.Users;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Tests.Engines;

/// <summary>Somebody who is signed in to a shop.</summary>
internal sealed record Shopper(Id<User> Id, string Email, HttpClient Http) : IDisposable
{
    internal const string Password = "correct horse battery";

    public void Dispose() => Http.Dispose();
}

internal static class Shoppers
{
    /// <summary>Makes a customer with an unverified address and signs them in.</summary>
    internal static async Task<Shopper> SignInAsync(this TestShop shop, string? email = null)
    {
        email ??= $"u{Guid.NewGuid():N}@example.com";
        await shop.Get<UserManager>().CreateAsync(new() { Email = email, Password = Shopper.Password });
        var signedIn = await shop.Get<SignInManager>().SignInAsync(new() { Email = email, Password = Shopper.Password });
        var http = shop.Server.Client();
        http.DefaultRequestHeaders.Add("X-Tenant", shop.Tenant.Slug);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.AccessToken);
        return new(signedIn.User.Id, email, http);
    }

    /// <summary>The shopper follows a link that was mailed to them.</summary>
    internal static async Task VerifyAsync(this TestShop shop, Shopper shopper) =>
        (await shop.Http.CallAsync("POST", "auth/email/verify", new { token = await shop.LinkAsync(shopper, TokenPurpose.VerifyEmail) })).Expect(200);

    /// <summary>What a mailed link would hold.</summary>
    internal static async Task<string> LinkAsync(this TestShop shop, Shopper shopper, TokenPurpose purpose)
    {
        await using var session = await shop.Database.BeginAsync(shop.Tenant.Id, write: true, CancellationToken.None);
        var (secret, token) = OneTimeToken.Create(shopper.Id, purpose, DateTimeOffset.UnixEpoch.AddYears(200));
        session.Context.Add(token);
        await session.SaveAndCommitAsync(CancellationToken.None);
        return secret;
    }
}
