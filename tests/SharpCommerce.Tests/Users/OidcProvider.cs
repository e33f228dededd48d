using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Users;

/// <summary>An OpenID provider on a real port with one client and one user, who does as the test says. It stores nothing; what it gives out carries all.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    internal const string ClientId = "sharp:commerce";
    internal const string ClientSecret = "s3cret with ü%:";
    internal const string RedirectUri = "http://localhost:8080/admin/signed-in";

    private readonly WebApplication _app;
    private readonly HashSet<string> _redeemed = [];
    private readonly RSA _rsa = RSA.Create(2048);

    private OidcProvider()
    {
        Key = new RsaSecurityKey(_rsa) { KeyId = "one" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(Configure);
        _app = builder.Build();
        _app.Use(ForgeAsync);
        _app.UseAuthentication();
    }

    internal RsaSecurityKey Key { get; }

    /// <summary>Who sits at the provider's keyboard.</summary>
    internal string Subject { get; set; } = "ada-1";

    internal string Email { get; set; } = "ada@example.com";

    internal bool EmailVerified { get; set; } = true;

    internal string[] Groups { get; set; } = [];

    internal string[] Methods { get; set; } = ["pwd"];

    /// <summary>Makes another token of the one that the provider would give out.</summary>
    internal Func<JsonObject, string>? Forge { get; set; }

    internal string Issuer => _app.Urls.First() + "/";

    internal static async Task<OidcProvider> StartAsync()
    {
        var provider = new OidcProvider();
        await provider._app.StartAsync();
        // Its first answers may take longer than the product waits for anybody.
        using var client = new HttpClient(new SocketsHttpHandler());
        foreach (var document in (string[])["openid-configuration", "jwks"])
            await client.GetStringAsync(new Uri($"{provider.Issuer}.well-known/{document}"), TestContext.Current.CancellationToken);
        return provider;
    }

    internal static object Settings(string issuer, object? more = null)
    {
        var settings = new JsonObject { ["issuer"] = issuer, ["clientId"] = ClientId, ["clientSecret"] = ClientSecret };
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { }, Api.Json)!.AsObject().ToList())
            settings[name] = value?.DeepClone();
        return settings;
    }

    /// <summary>What the browser does: goes there and comes back with code and state.</summary>
    internal static async Task<(string Code, string State)> VisitAsync(string authorizationUrl)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(new Uri(authorizationUrl), TestContext.Current.CancellationToken);
        var location = answer.Headers.Location?.ToString() ?? throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        Assert.StartsWith(RedirectUri + "?", location, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(new Uri(location).Query);
        Assert.True(query["code"] is not null, location);
        return (query["code"]!, query["state"]!);
    }

    /// <summary>Signs claims with a key of the test's choice.</summary>
    internal static string Sign(JsonObject claims, SecurityKey key, string algorithm) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(claims.ToJsonString(), new SigningCredentials(key, algorithm));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes("email", "profile");
        server.EnableDegradedMode().AddEphemeralEncryptionKey().AddSigningKey(Key);
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.RedirectUri != RedirectUri)
                context.Reject(OpenIddictConstants.Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Principal = Somebody(context.Request);
            return default;
        }));
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            lock (_redeemed)
            {
                if (context.Request.ClientId is not null && Uri.UnescapeDataString(context.Request.ClientId) != ClientId || context.Request.ClientSecret is not null && Uri.UnescapeDataString(context.Request.ClientSecret) != ClientSecret)
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                else if (!_redeemed.Add(context.Request.Code!))
                    context.Reject(OpenIddictConstants.Errors.InvalidGrant);
            }
            return default;
        }));
    }

    private ClaimsPrincipal Somebody(OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity("password");
        identity.AddClaim(new(OpenIddictConstants.Claims.Subject, Subject));
        identity.AddClaim(new(OpenIddictConstants.Claims.Name, "Ada Lovelace"));
        identity.AddClaim(new(OpenIddictConstants.Claims.Email, Email));
        identity.AddClaim(new(OpenIddictConstants.Claims.EmailVerified, EmailVerified ? "true" : "false", ClaimValueTypes.Boolean));
        identity.AddClaims(Groups.Select(group => new Claim("groups", group)));
        identity.AddClaims(Methods.Select(method => new Claim("amr", method)));
        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(request.GetScopes());
        return principal;
    }

    private async Task ForgeAsync(HttpContext context, RequestDelegate next)
    {
        if (Forge is null || context.Request.Path != "/connect/token")
        {
            await next(context);
            return;
        }
        var body = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        await next(context);
        context.Response.Body = body;
        var answer = JsonNode.Parse(kept.ToArray())!.AsObject();
        if (answer["id_token"]?.GetValue<string>() is { } token)
            answer["id_token"] = Forge(JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject());
        context.Response.ContentLength = null;
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
