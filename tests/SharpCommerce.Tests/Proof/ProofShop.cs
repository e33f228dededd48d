using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>A tenant that was made and filled through the API alone, with everybody who can have something to do with it.</summary>
internal sealed partial class ProofShop
{
    private static readonly string[] ClerkMay = ["orders:read"];

    private readonly HttpClient _client;

    private ProofShop(TestServer server, ApiModel api, string word)
    {
        (Server, Api, Word) = (server, api, word);
        _client = server.Client();
        Guest = new($"guest-{word}@example.com", new(World));
        Platform = new($"platform-{word}@example.com", new(World)) { AccessToken = server.Token };
    }

    internal TestServer Server { get; }

    internal ApiModel Api { get; }

    /// <summary>The slug, and a word in every text of this tenant and of no other.</summary>
    internal string Word { get; }

    internal Id<Tenant> Id { get; private set; }

    internal World World { get; } = new();

    internal Person Owner { get; private set; } = null!;

    /// <summary>May see orders and nothing else.</summary>
    internal Person Staff { get; private set; } = null!;

    internal Person Customer { get; private set; } = null!;

    /// <summary>Nobody who is known.</summary>
    internal Person Guest { get; }

    /// <summary>The operator of the installation.</summary>
    internal Person Platform { get; }

    /// <summary>May do all that staff may.</summary>
    internal string SecretKey { get; private set; } = "";

    internal string PublishableKey { get; private set; } = "";

    internal static async Task<ProofShop> OpenAsync(TestServer server, ApiModel api, string letter)
    {
        var shop = new ProofShop(server, api, $"canary{letter}{Guid.NewGuid().ToString("N")[..8]}");
        var tenant = await shop.SendJsonAsync("createTenant", shop.Platform, new { slug = shop.Word, name = $"Shop {shop.Word}", defaultCurrency = "EUR", country = "DE" });
        shop.Id = new(Guid.Parse(tenant.Json.Id()));
        shop.World.Harvest("tenant", tenant);
        shop.Owner = await shop.HireAsync("owner");
        var role = await shop.SendJsonAsync("createRole", shop.Owner, new { name = $"{shop.Word}_clerk", description = $"Clerk {shop.Word}", permissions = ClerkMay });
        shop.World.Harvest("role", role);
        shop.Staff = await shop.HireAsync($"{shop.Word}_clerk");
        shop.Customer = await shop.RegisterAsync();
        foreach (var permission in (await shop.SendJsonAsync("listPermissions", shop.Owner)).Json.List("items"))
            shop.World.Add("permission", permission.GetString()!);
        shop.SecretKey = (await shop.SendJsonAsync("createApiKey", shop.Owner, new { name = $"Key {shop.Word}", kind = "secret", permissions = shop.World.All("permission") })).Json.Text("key");
        shop.PublishableKey = (await shop.SendJsonAsync("createApiKey", shop.Owner, new { name = $"Key {shop.Word}", kind = "publishable" })).Json.Text("key");
        return shop;
    }

    /// <summary>A member of staff who is signed in.</summary>
    internal async Task<Person> HireAsync(string role)
    {
        var person = new Person($"{Word}-{Guid.NewGuid().ToString("N")[..6]}@example.com", new(World));
        await SendJsonAsync("createUser", Platform, new { email = person.Email, name = $"Staff {Word}", password = Person.SomePassword, roles = new[] { role } });
        return await SignInAsync(person, "login");
    }

    /// <summary>A shopper who is signed in.</summary>
    internal async Task<Person> RegisterAsync()
    {
        var person = new Person($"{Word}-{Guid.NewGuid().ToString("N")[..6]}@example.com", new(World));
        await SendJsonAsync("register", Guest, new { email = person.Email, name = $"Shopper {Word}", password = Person.SomePassword });
        return await SignInAsync(person, "login");
    }

    /// <summary>An operator of the installation who is signed in.</summary>
    internal async Task<Person> AppointAsync(string role = "operator")
    {
        var person = new Person($"{Word}-{Guid.NewGuid().ToString("N")[..6]}@example.com", new(World));
        await SendJsonAsync("createOperator", Platform, new { email = person.Email, name = $"Operator {Word}", password = Person.SomePassword, roles = new[] { role } });
        return await SignInAsync(person, "loginOperator");
    }

    /// <summary>Who may send an operation: whoever it is for, with no more than it asks for.</summary>
    internal Person Suitable(ApiOperation operation, Person signedIn) =>
        operation.IsOpen ? Guest : operation.ForSignedIn ? signedIn : operation.OfPlatform ? Platform : Owner;

    /// <summary>Sends a call in this tenant, named by the header.</summary>
    internal Task<Reply> SendAsync(ApiCall call, Person sender) => SendAsync(call, sender.AccessToken, request =>
    {
        if (call.Operation.Scope == "tenant")
            request.Headers.Add("X-Tenant", Word);
    });

    internal async Task<Reply> SendAsync(ApiCall call, string? bearer, Action<HttpRequestMessage> carry)
    {
        using var request = call.Request();
        if (bearer is { Length: > 0 })
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        carry(request);
        using var response = await _client.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    internal async Task<Reply> SendJsonAsync(string operation, Person sender, object? body = null)
    {
        var reply = await SendAsync(new ApiCall(Api[operation]) { Body = body is null ? null : System.Text.Json.JsonSerializer.SerializeToNode(body) }, sender);
        Assert.True(reply.Succeeded, $"{operation} {body}: {reply}");
        return reply;
    }

    /// <summary>The token of the link that was mailed last to somebody of this tenant, or to an operator.</summary>
    internal async Task<string?> MailedTokenAsync()
    {
        using var response = await _client.GetAsync("/dev/mail.json");
        var mails = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["items"]!.AsArray();
        return mails.Where(mail => mail!["to"]!.ToString().Contains(Word, StringComparison.Ordinal)).Select(mail => MailedToken().Match(mail!["textBody"]!.ToString()))
            .FirstOrDefault(match => match.Success)?.Groups[1].Value;
    }

    private async Task<Person> SignInAsync(Person person, string operation)
    {
        var reply = await SendJsonAsync(operation, Guest, new { email = person.Email, password = Person.SomePassword });
        person.AccessToken = reply.Json.Text("accessToken");
        person.World.Harvest("session", reply);
        return person;
    }

    [GeneratedRegex("token=([A-Za-z0-9_-]+)")]
    private static partial Regex MailedToken();
}
