using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Users;

/// <summary>People of a test's shop, who sign in over HTTP as people do.</summary>
internal static partial class People
{
    internal const string Password = "correct horse battery";

    private static int _addresses;

    internal static string NewEmail() => $"p{Guid.NewGuid():N}@example.com";

    /// <summary>A client with a network address of its own, so that its failures slow nobody else down.</summary>
    internal static HttpClient From(this TestShop shop, IPAddress? address = null)
    {
        var own = address ?? NewAddress();
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 64,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(own, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = new(shop.Server.Address, "/api/v1/") };
        client.DefaultRequestHeaders.Add("X-Tenant", shop.Tenant.Slug);
        return client;
    }

    internal static IPAddress NewAddress()
    {
        var number = Interlocked.Increment(ref _addresses);
        return new([127, 1, (byte)(number / 250), (byte)(1 + (number % 250))]);
    }

    internal static async Task<JsonElement> AddStaffAsync(this TestShop shop, string email, params string[] roles) =>
        (await shop.Admin.CallAsync("POST", "admin/users", new { email, password = Password, roles })).Expect(201).Json;

    internal static async Task RegisterAsync(this HttpClient client, string email, string password = Password) =>
        (await client.CallAsync("POST", "auth/register", new { email, password })).Expect(201);

    internal static Task<Answer> LoginAsync(this HttpClient client, string email, string password = Password) => client.CallAsync("POST", "auth/login", new { email, password });

    /// <summary>Signs in and sends the access token from now on.</summary>
    internal static async Task<JsonElement> SignInAsync(this HttpClient client, string email, string password = Password)
    {
        var signedIn = (await client.LoginAsync(email, password)).Expect(200).Json;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Text("accessToken"));
        return signedIn;
    }

    /// <summary>A member of staff, signed in.</summary>
    internal static async Task<HttpClient> StaffAsync(this TestShop shop, params string[] roles)
    {
        var email = NewEmail();
        await shop.AddStaffAsync(email, roles);
        var client = shop.From();
        await client.SignInAsync(email);
        return client;
    }

    /// <summary>The mails to an address, the last first.</summary>
    internal static async Task<List<JsonElement>> MailsAsync(this TestShop shop, string email) =>
        (await shop.Http.GetOkAsync($"/dev/mail.json?tenant={shop.Tenant.Slug}&to={email}")).List("items");

    /// <summary>The token of the link in the last mail.</summary>
    internal static async Task<string> LinkAsync(this TestShop shop, string email, string purpose)
    {
        var mail = (await shop.MailsAsync(email))[0];
        Assert.Equal(purpose, mail.Text("purpose"));
        return Token().Match(mail.Text("textBody")).Groups[1].Value;
    }

    /// <summary>Moves a time of the tenant's rows into the past.</summary>
    internal static Task AgeAsync(this TestShop shop, string table, string column, TimeSpan by) => shop.ExecuteAsync(
        shop.Server.DatabaseUrl.StartsWith("sqlite", StringComparison.Ordinal)
            ? $"UPDATE {table} SET {column} = {column} - {(long)by.TotalMicroseconds} WHERE tenant_id = @tenant"
            : $"UPDATE {table} SET {column} = {column} - interval '{by.TotalSeconds} seconds' WHERE tenant_id = @tenant");

    [GeneratedRegex(@"[?&]token=([\w-]+)")]
    private static partial Regex Token();
}
