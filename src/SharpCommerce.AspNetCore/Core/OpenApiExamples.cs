using System.Text.Json.Nodes;
using SharpCommerce.AspNetCore.Carts;
using SharpCommerce.AspNetCore.Orders;
using SharpCommerce.AspNetCore.Payments;
using SharpCommerce.AspNetCore.Users;
using SharpCommerce.Carts;
using SharpCommerce.Customers;
using SharpCommerce.Inventory;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Shipping;
using SharpCommerce.Storefront;
using SharpCommerce.Tax;
using SharpCommerce.Tenants;
using SharpCommerce.Users;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Oidc;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;
using SharpCommerce.Webhooks;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>What request bodies look like; a test sends each of them.</summary>
internal static class OpenApiExamples
{
    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(Money)] = """{"amount":5900,"currency":"EUR"}""",
        [typeof(TenantInput)] = """{"slug":"corner-shop","name":"Corner Shop","defaultCurrency":"EUR","country":"DE","domains":["shop.example.com"],"allowedOrigins":["https://www.example.com"],"isolation":"shared"}""",
        [typeof(ProductInput)] =
            """
            {"title":"Canvas Sneakers","description":"<p>Light and sturdy.</p>","status":"published","tags":["shoes"],"options":[{"name":"Size","values":["41","42"]}],
             "variants":[{"sku":"SNK-41","options":{"Size":"41"},"price":{"amount":5900,"currency":"EUR"},"stock":10},
                         {"sku":"SNK-42","options":{"Size":"42"},"price":{"amount":5900,"currency":"EUR"},"stock":4}]}
            """,
        [typeof(CategoryInput)] = """{"title":"Shoes","slug":"shoes","position":1}""",
        [typeof(CartCreateRequest)] = """{"lines":[{"variantId":"01a20523-9981-7bb1-91a7-0e2b10481d46","quantity":2}]}""",
        [typeof(CartLineInput)] = """{"variantId":"01a20523-9981-7bb1-91a7-0e2b10481d46","quantity":1}""",
        [typeof(CartQuantityRequest)] = """{"quantity":3}""",
        [typeof(CartDetailsInput)] =
            """{"email":"ada@example.com","shippingAddress":{"name":"Ada Lovelace","line1":"Unter den Linden 1","city":"Berlin","postalCode":"10117","country":"DE"}}""",
        [typeof(Address)] = """{"name":"Ada Lovelace","line1":"Unter den Linden 1","city":"Berlin","postalCode":"10117","country":"DE"}""",
        [typeof(ProfileInput)] = """{"name":"Ada Lovelace","phone":"+49 30 1234567"}""",
        [typeof(CustomerInput)] = """{"name":"Ada Lovelace","disabled":false}""",
        [typeof(CompleteRequest)] = """{"payment":{"provider":"manual"}}""",
        [typeof(PayRequest)] = """{"provider":"manual"}""",
        [typeof(MoneyRequest)] = """{"amount":{"amount":1000,"currency":"EUR"},"reason":"One of two was damaged."}""",
        [typeof(VoidRequest)] = """{"reason":"It cannot be delivered."}""",
        [typeof(PaymentSettingsInput)] = """{"enabled":true,"capture":"manual","settings":{}}""",
        [typeof(CancelRequest)] = """{"reason":"The customer changed their mind."}""",
        [typeof(FulfillmentInput)] = """{"tracking":{"carrier":"DHL","number":"00340434161094042557","url":"https://www.dhl.de/"},"notify":true}""",
        [typeof(NoteInput)] = """{"text":"Leave it with the neighbor on the left.","visibility":"private"}""",
        [typeof(ShopSettings)] =
            """
            {"name":"Corner Shop","logoUrl":"https://www.example.com/logo.png","colors":{"primary":"#1f4e5f","accent":"#d9822b"},"contactEmail":"hello@example.com","locale":"en",
             "legalLinks":[{"title":"Imprint","url":"https://www.example.com/imprint"}]}
            """,
        [typeof(StockAdjustmentInput)] = """{"variantId":"01a20523-9981-7bb1-91a7-0e2b10481d46","delta":-2,"reason":"Damaged in transit"}""",
        [typeof(ShippingMethodInput)] = """{"name":"Express","price":{"amount":1200,"currency":"EUR"},"countries":["DE","AT"],"position":2,"enabled":true}""",
        [typeof(OidcInput)] =
            """
            {"issuer":"https://login.example.com","clientId":"sharpcommerce","clientSecret":"a-secret-from-the-provider","scopes":["email","profile","groups"],
             "roleClaim":"groups","roleMap":{"shop-admins":"owner","shop-catalog":"catalog"},"defaultRoles":[],"trustAmr":false}
            """,
        [typeof(OidcStartInput)] = """{"redirectUri":"https://shop.example.com/admin/signed-in"}""",
        [typeof(OidcCompletion)] = """{"state":"the state of the start","code":"the code of the provider"}""",
        [typeof(TaxRateInput)] = """{"name":"VAT","ratePpm":190000,"included":true,"appliesToShipping":true}""",
        [typeof(RegistrationInput)] = """{"email":"ada@example.com","password":"difference engine 2","name":"Ada Lovelace"}""",
        [typeof(SignInInput)] = """{"email":"ada@example.com","password":"difference engine 2"}""",
        [typeof(RefreshRequest)] = """{"refreshToken":"rt_…"}""",
        [typeof(ForgotPasswordInput)] = """{"email":"ada@example.com"}""",
        [typeof(PasswordResetRequest)] = """{"token":"…","password":"analytical engine 1"}""",
        [typeof(PasswordChangeRequest)] = """{"password":"difference engine 2","newPassword":"analytical engine 1"}""",
        [typeof(EmailVerifyRequest)] = """{"token":"…"}""",
        [typeof(EmailChangeInput)] = """{"newEmail":"ada@lovelace.example","password":"difference engine 2"}""",
        [typeof(PasswordRequest)] = """{"password":"difference engine 2"}""",
        [typeof(CodeRequest)] = """{"code":"492039"}""",
        [typeof(StaffRequest)] = """{"email":"grace@example.com","name":"Grace","roles":["support"]}""",
        [typeof(UserChange)] = """{"name":"Grace","roles":["support","orders"],"disabled":false}""",
        [typeof(AccessSettings)] = """{"requireVerifiedEmail":true,"twoFactorRoles":["owner","finance"]}""",
        [typeof(RoleInput)] = """{"name":"packer","description":"Packs parcels.","permissions":["orders:read","orders:write"]}""",
        [typeof(ApiKeyInput)] = """{"name":"Warehouse","kind":"secret","permissions":["catalog:read","inventory:write"],"expiresAt":"2099-12-31T00:00:00Z"}""",
        [typeof(RotateRequest)] = """{"overlapSeconds":3600}""",
        [typeof(WebhookInput)] = """{"url":"https://erp.example.com/hooks/shop","description":"ERP","eventTypes":["order.*"],"enabled":true}""",
        [typeof(WebhookReplayInput)] = """{"from":"2026-11-25T00:00:00Z","includeDelivered":false}""",
        [typeof(SigningKeyRequest)] = """{"dropOthers":false}""",
    };

    internal static IEnumerable<Type> Types => Texts.Keys;

    internal static JsonNode? For(Type type) => Texts.TryGetValue(type, out var text) ? JsonNode.Parse(text) : null;
}
