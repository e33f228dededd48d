using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Storefront;

public sealed class ShopSettingsTests
{
    [Theory, EachEngine]
    public async Task A_shop_has_settings_before_anybody_makes_them(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine, currency: "JPY", country: "JP");
        var settings = await shop.Http.GetOkAsync("store/settings");
        Assert.Equal(("Test", "JPY", "JP", "en"), (settings.Text("name"), settings.Text("currency"), settings.Text("country"), settings.Text("locale")));
        Assert.Matches("^#[0-9a-f]{6}$", settings.GetProperty("colors").Text("primary"));
        Assert.Empty(settings.List("legalLinks"));
        Assert.Equal(settings.GetRawText(), (await shop.Admin.GetOkAsync("admin/settings")).GetRawText());
    }

    [Theory, EachEngine]
    public async Task What_staff_change_is_seen_by_the_next_read_and_by_nobody_elses(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var before = (await shop.Admin.ReadAsync("admin/settings")).Expect(200);
        await shop.Http.GetOkAsync("store/settings");

        var changed = (await shop.Admin.CallAsync("PATCH", "admin/settings", new { name = "Aurora", colors = new { accent = "#D9822B" }, locale = "pt-BR", legalLinks = new[] { new { title = "Imprint", url = "/imprint" } } }, ("If-Match", before.Header("ETag")!))).Expect(200);

        Assert.NotEqual(before.Header("ETag"), changed.Header("ETag"));
        var seen = await shop.Http.GetOkAsync("store/settings");
        Assert.Equal(changed.Json.GetRawText(), seen.GetRawText());
        Assert.Equal(("Aurora", "#D9822B", "pt-BR", "/imprint"), (seen.Text("name"), seen.GetProperty("colors").Text("accent"), seen.Text("locale"), seen.At("legalLinks", 0).Text("url")));
        Assert.Equal(before.Json.GetProperty("colors").Text("primary"), seen.GetProperty("colors").Text("primary"));
        (await shop.Admin.CallAsync("PATCH", "admin/settings", new { name = "B" }, ("If-Match", before.Header("ETag")!))).ExpectProblem(412, "precondition_failed");
        Assert.Equal("Test", (await other.Http.GetOkAsync("store/settings")).Text("name"));
        // Taken back, it is the tenant's own name again.
        Assert.Equal("Test", (await shop.Admin.CallAsync("PATCH", "admin/settings", new { name = (string?)null })).Expect(200).Json.Text("name"));
        Assert.Equal("updateShopSettings", (await shop.Admin.GetOkAsync("admin/audit")).At("items", 0).Text("action"));
    }

    [Theory, EachEngine]
    public async Task What_no_page_could_show_is_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var (field, body) in ((string, object)[])[
            ("colors.primary", new { colors = new { primary = "red" } }), ("colors.primary", new { colors = new { primary = "#12345" } }), ("colors.accent", new { colors = new { accent = "#12345g" } }),
            ("colors.primary", new { colors = new { primary = "#123456;background:url(x)" } }), ("logoUrl", new { logoUrl = "javascript:alert(1)" }), ("logoUrl", new { logoUrl = "//evil.example.com/x.png" }),
            ("contactEmail", new { contactEmail = "nobody" }), ("locale", new { locale = "English" }), ("locale", new { locale = "" }), ("name", new { name = "" }), ("currency", new { currency = "USD" }),
            ("legalLinks[0].url", new { legalLinks = new[] { new { title = "x", url = "data:text/html,x" } } }), ("legalLinks[0].title", new { legalLinks = new[] { new { title = "", url = "/x" } } })])
            (await shop.Admin.CallAsync("PATCH", "admin/settings", body)).ExpectInvalid(field);
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM settings WHERE tenant_id = @tenant"));
    }
}
