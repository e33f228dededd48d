using System.Net.Http.Headers;
using System.Text;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Media;

public sealed class MediaTests
{
    [Theory, EachEngine]
    public async Task A_picture_comes_back_byte_by_byte_and_never_changes(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var (kind, content) in Pictures.All)
        {
            var format = kind.Split(',')[0];
            var made = (await UploadAsync(shop, content, "text/plain", "boot.png")).Expect(201);
            Assert.Equal($"/api/v1/admin/media/{made.Json.Id()}", made.Header("Location"));
            Assert.Equal((6, 4, content.Length, $"image/{format}", "boot.png"), (made.Json.GetProperty("width").GetInt32(), made.Json.GetProperty("height").GetInt32(), made.Json.GetProperty("bytes").GetInt32(), made.Json.Text("contentType"), made.Json.Text("name")));
            Assert.Matches($"^/media/{shop.Tenant.Id}/[0-9a-f]{{64}}\\.{format}$", made.Json.Text("url"));

            // As a browser would: nothing but the address.
            using var anybody = shop.Server.Client();
            using var picture = await anybody.GetAsync(made.Json.Text("url"), TestContext.Current.CancellationToken);
            Assert.Equal((200, $"image/{format}"), ((int)picture.StatusCode, picture.Content.Headers.ContentType?.ToString()));
            Assert.Equal(content, await picture.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal("public, max-age=31536000, immutable", Header(picture, "Cache-Control"));
            Assert.Equal("nosniff", Header(picture, "X-Content-Type-Options"));
            Assert.Equal("default-src 'none'; sandbox", Header(picture, "Content-Security-Policy"));
            Assert.Equal("cross-origin", Header(picture, "Cross-Origin-Resource-Policy"));
            Assert.Equal("", (await anybody.CallAsync("GET", made.Json.Text("url"), null, ("If-None-Match", Header(picture, "ETag")))).Expect(304).Text);
        }
        Assert.Equal(Pictures.All.Count, (await shop.Admin.PagesAsync("admin/media", 3)).Count);
    }

    [Theory, EachEngine]
    public async Task The_raw_body_will_do_and_the_same_picture_is_kept_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var first = (await RawAsync(shop, Pictures.Webp, "image/webp")).Expect(201).Json;
        var second = (await UploadAsync(shop, Pictures.Webp, "image/webp", "other.webp")).Expect(200).Json;
        Assert.Equal((first.Id(), first.Text("url")), (second.Id(), second.Text("url")));
        // What it says it is does not count.
        Assert.Equal("image/gif", (await RawAsync(shop, Pictures.Gif, "image/png")).Expect(201).Json.Text("contentType"));
        var parallel = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RawAsync(shop, Pictures.Avif, "image/avif")));
        Assert.Single(parallel, answer => answer.Status == 201);
        Assert.Single(parallel.Select(answer => answer.Json.Id()).Distinct());
    }

    [Theory, EachEngine]
    public async Task What_is_no_picture_is_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var text in (string[])["<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "<!doctype html>", "", "GIF", "%PDF-1.7"])
        {
            (await RawAsync(shop, Encoding.UTF8.GetBytes(text), "image/png")).ExpectInvalid("body");
            (await UploadAsync(shop, Encoding.UTF8.GetBytes(text), "image/png", "x.png")).ExpectInvalid("body");
        }
        using var nothing = new MultipartFormDataContent { { new StringContent("x"), "field" } };
        (await shop.Admin.CallAsync("POST", "admin/media", nothing)).ExpectInvalid("body");
        using var large = new MultipartFormDataContent { { new ByteArrayContent([.. Pictures.Gif, .. new byte[10 << 20]]), "file", "large.gif" } };
        (await shop.Admin.CallAsync("POST", "admin/media", large)).ExpectProblem(413, "payload_too_large");
        (await UploadAsync(shop, Pictures.Png, "image/png", "4111 1111 1111 1111.png")).ExpectInvalid("name");
        (await RawAsync(shop, Pictures.Png, "image/svg+xml")).ExpectProblem(415, "unsupported_media_type");
        Assert.Empty((await shop.Admin.GetOkAsync("admin/media")).List("items"));
    }

    [Theory, EachEngine]
    public async Task A_picture_that_is_shown_stays(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (shown, logo) = ((await RawAsync(shop, Pictures.Png, "image/png")).Json, (await RawAsync(shop, Pictures.Gif, "image/gif")).Json);
        var product = await shop.AddProductAsync("Boot");
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { media = new[] { new { url = shown.Text("url"), alt = "A boot" } } })).Expect(200);
        (await shop.Admin.CallAsync("PATCH", "admin/settings", new { logoUrl = logo.Text("url") })).Expect(200);
        Assert.Equal(shown.Text("url"), (await shop.Http.GetOkAsync("store/products")).At("items", 0).Text("thumbnail"));
        Assert.Equal("A boot", (await shop.Http.GetOkAsync("store/products/boot")).At("media", 0).Text("alt"));

        foreach (var used in (System.Text.Json.JsonElement[])[shown, logo])
            (await shop.Admin.CallAsync("DELETE", $"admin/media/{used.Id()}")).ExpectProblem(409, "in_use");
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { media = (object?)null })).Expect(200);
        (await shop.Admin.CallAsync("DELETE", $"admin/media/{shown.Id()}")).Expect(204);
        (await shop.Admin.CallAsync("DELETE", $"admin/media/{shown.Id()}")).ExpectProblem(404, "not_found");
        (await shop.Http.ReadAsync(shown.Text("url"))).ExpectProblem(404, "not_found");
        (await shop.Http.ReadAsync(logo.Text("url"))).Expect(200);
        Assert.Equal(1, await shop.CountAsync("SELECT count(*) FROM media_contents WHERE tenant_id = @tenant"));
    }

    [Theory, EachEngine]
    public async Task A_picture_stands_under_its_own_tenant_alone(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var made = (await RawAsync(shop, Pictures.Png, "image/png")).Expect(201).Json;
        var file = made.Text("url").Split('/')[^1];
        (await shop.Http.ReadAsync($"/media/{other.Tenant.Id}/{file}")).ExpectProblem(403, "tenant_mismatch");
        foreach (var path in (string[])[
            $"/media/{shop.Tenant.Id}/{file[..^4]}.gif",
            $"/media/{shop.Tenant.Id}/{file[..^4]}", $"/media/{shop.Tenant.Id}/{file.ToUpperInvariant()}", $"/media/{shop.Tenant.Id}/..%2F..%2Fetc%2Fpasswd"])
            (await shop.Http.ReadAsync(path)).ExpectProblem(404, "not_found");
        using var anybody = shop.Server.Client();
        (await anybody.ReadAsync($"/media/{other.Tenant.Id}/{file}")).ExpectProblem(404, "not_found");
        foreach (var nobody in (string[])[$"{Guid.CreateVersion7()}", $"{Guid.Empty}", "nobody"])
            (await anybody.ReadAsync($"/media/{nobody}/{file}")).ExpectProblem(404, "tenant_not_found");
        (await other.Admin.ReadAsync($"admin/media/{made.Id()}")).ExpectProblem(404, "not_found");
        (await other.Admin.CallAsync("DELETE", $"admin/media/{made.Id()}")).ExpectProblem(404, "not_found");
        // Each has its own, whatever it looks like.
        Assert.NotEqual(made.Id(), (await RawAsync(other, Pictures.Png, "image/png")).Expect(201).Json.Id());
        await shop.Server.Tenants.SuspendAsync(shop.Tenant.Id, cancellationToken: TestContext.Current.CancellationToken);
        (await shop.Http.ReadAsync(made.Text("url"))).ExpectProblem(403, "tenant_suspended");
        await shop.Server.Tenants.ResumeAsync(shop.Tenant.Id, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory, EachEngine]
    public async Task A_tenant_with_a_database_of_its_own_has_its_pictures_there(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine, isolation: TenantIsolation.Dedicated);
        (await shop.Http.ReadAsync((await RawAsync(shop, Pictures.Jpeg, "image/jpeg")).Expect(201).Json.Text("url"))).Expect(200);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    private static async Task<Answer> RawAsync(TestShop shop, byte[] content, string type)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new(type) } };
        return await shop.Admin.CallAsync("POST", "admin/media", body);
    }

    private static async Task<Answer> UploadAsync(TestShop shop, byte[] content, string type, string name)
    {
        using var file = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var form = new MultipartFormDataContent { { file, "file", name } };
        return await shop.Admin.CallAsync("POST", "admin/media", form);
    }
}
