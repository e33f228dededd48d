using System.Text.Json;
using System.Text.Json.Nodes;
using OtpNet;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Users;

namespace SharpCommerce.Tests.Http;

/// <summary>Puts users into the state in which the examples of account calls are accepted, and has the secrets that examples cannot have.</summary>
internal sealed class PeopleExamples(TestShop shop, string who)
{
    private readonly string _auth = who.Length == 0 ? "auth" : "platform/auth";
    private readonly string _users = who.Length == 0 ? "admin/users" : "platform/operators";
    private readonly string[] _roles = who.Length == 0 ? ["catalog"] : ["observer"];

    private HttpClient Admin => who.Length == 0 ? shop.Admin : shop.Server.Platform;

    /// <summary>By operation: who calls, the address's ids, and what takes the place of the example's members.</summary>
    internal async Task<Dictionary<string, (HttpClient Client, string Path, object Own)>> ArrangeAsync()
    {
        var user = who.Length == 0 ? "User" : "Operator";
        var (other, _) = await AddAsync();
        var calls = new Dictionary<string, (HttpClient Client, string Path, object Own)>
        {
            [$"create{user}"] = (Admin, "", new { email = People.NewEmail(), roles = _roles }),
            [$"update{user}"] = (Admin, other, new { roles = _roles }),
            [$"login{who}"] = (shop.From(), "", new { email = (await AddAsync()).Email, password = People.Password }),
            [$"forgot{who}Password"] = (shop.From(), "", new { email = People.NewEmail() }),
        };
        var (client, email) = await SignInAsync();
        calls[$"change{who}Password"] = (client, "", new { password = People.Password });
        (client, email) = await SignInAsync();
        calls[$"change{who}Email"] = (client, "", new { newEmail = People.NewEmail(), password = People.Password });
        (client, email) = await SignInAsync();
        (await client.CallAsync("POST", $"{_auth}/email/verification")).Expect(202);
        calls[$"verify{who}Email"] = (client, "", new { token = await LinkAsync(email) });
        (client, email) = await SignInAsync();
        (await client.CallAsync("POST", $"{_auth}/password/forgot", new { email })).Expect(202);
        calls[$"reset{who}Password"] = (client, "", new { token = await LinkAsync(email) });
        calls[$"refresh{who}"] = (shop.From(), "", new { refreshToken = (await LoginAsync(shop.From(), (await AddAsync()).Email)).Text("refreshToken") });
        (client, _) = await SignInAsync();
        calls[$"setUp{who}TwoFactor"] = (client, "", new { password = People.Password });
        (client, _) = await SignInAsync();
        calls[$"enable{who}TwoFactor"] = (client, "", new { code = await CodeAsync(client) });
        (client, _) = await SignInAsync();
        (await client.CallAsync("POST", $"{_auth}/two-factor/enable", new { code = await CodeAsync(client) })).Expect(200);
        calls[$"renew{who}RecoveryCodes"] = (client, "", new { password = People.Password });
        (client, _) = await SignInAsync();
        calls[$"disable{who}TwoFactor"] = (client, "", new { password = People.Password });
        return calls;
    }

    /// <summary>An example with members of one's own.</summary>
    internal static JsonObject With(JsonObject example, object own)
    {
        foreach (var (name, value) in JsonSerializer.SerializeToNode(own)!.AsObject())
            example[name] = value?.DeepClone();
        return example;
    }

    internal async Task<(string Id, string Email)> AddAsync()
    {
        var email = People.NewEmail();
        return ((await Admin.CallAsync("POST", _users, new { email, password = People.Password, roles = _roles })).Expect(201).Json.Id(), email);
    }

    internal async Task<(HttpClient Client, string Email)> SignInAsync()
    {
        var (client, email) = (shop.From(), (await AddAsync()).Email);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await LoginAsync(client, email)).Text("accessToken"));
        return (client, email);
    }

    private async Task<JsonElement> LoginAsync(HttpClient client, string email) =>
        (await client.CallAsync("POST", $"{_auth}/login", new { email, password = People.Password })).Expect(200).Json;

    private async Task<string> CodeAsync(HttpClient client)
    {
        var setup = (await client.CallAsync("POST", $"{_auth}/two-factor/setup", new { password = People.Password })).Expect(200).Json;
        return new Totp(Base32Encoding.ToBytes(setup.Text("secret"))).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    private async Task<string> LinkAsync(string email)
    {
        var text = (await shop.Http.GetOkAsync($"/dev/mail.json?to={email}")).At("items", 0).Text("textBody");
        var link = text.Split('\n').Single(line => line.Contains("token=", StringComparison.Ordinal));
        return link[(link.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..].Trim();
    }
}
