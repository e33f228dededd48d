using SharpCommerce.Carts;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Idempotency;
using SharpCommerce.Core.Inbox;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Schedules;
using SharpCommerce.Core.Settings;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Customers;
using SharpCommerce.Inventory;
using SharpCommerce.Media;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Shipping;
using SharpCommerce.Tax;
using SharpCommerce.Tenants;
using SharpCommerce.Users;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Oidc;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;
using SharpCommerce.Users.Tokens;
using SharpCommerce.Webhooks;
using static SharpCommerce.Core.Events.Telling;

namespace SharpCommerce;

/// <summary>Which changes become which events: every entity stands here, with the reason where its changes are none.</summary>
internal static class CommerceEvents
{
    internal static EventCatalog Catalog { get; } = new(
        new Dictionary<Type, Telling>
        {
            [typeof(Product)] = new Thing("product", "A product", "productId", nameof(Product.TitleSort), nameof(Product.Keywords), nameof(Product.SearchText)),
            [typeof(Variant)] = new Part(typeof(Product), "variants"),
            [typeof(ProductCategory)] = new Part(typeof(Product), "categories"),
            [typeof(FormerSlug)] = new Part(typeof(Product), "slug"),
            [typeof(Category)] = new Thing("category", "A category", "categoryId"),
            [typeof(MediaFile)] = new Thing("media", "A picture", "mediaId"),
            [typeof(MediaContent)] = new Nothing("Comes and goes with its picture."),
            [typeof(InventoryItem)] = new Nothing("Its movements and the orders that reserve it tell."),
            [typeof(StockMovement)] = InventoryEvents.Moved,
            [typeof(ShippingMethod)] = new Thing("shipping_method", "A shipping method", "shippingMethodId"),
            [typeof(TaxRate)] = new Thing("tax_rate", "A country's tax rate", "country"),
            [typeof(Setting)] = new Thing("settings", "A group of settings", "name"),
            [typeof(User)] = new Thing("user", "A user, shopper or staff,", "userId", nameof(User.LastSignInAt), nameof(User.TwoFactorStep), nameof(User.Version), nameof(User.UpdatedAt), nameof(User.NormalizedEmail)),
            [typeof(UserRole)] = new Part(typeof(User), "roles"),
            [typeof(UserLogin)] = new Part(typeof(User), "logins"),
            [typeof(CustomerProfile)] = new Part(typeof(User), "profile"),
            [typeof(CustomerAddress)] = new Part(typeof(User), "addresses"),
            [typeof(Role)] = new Thing("role", "A role", "roleId"),
            [typeof(ApiKey)] = new Thing("api_key", "An API key", "apiKeyId"),
            [typeof(Tenant)] = new Thing("tenant", "A tenant", "tenantId"),
            [typeof(TenantDomain)] = new Part(typeof(Tenant), "domains"),
            [typeof(TenantOrigin)] = new Part(typeof(Tenant), "allowedOrigins"),
            [typeof(Order)] = new ByHand(),
            [typeof(OrderLine)] = new Part(typeof(Order), "lines"),
            [typeof(OrderEvent)] = new Part(typeof(Order), "events"),
            [typeof(Payment)] = new Part(typeof(Order), "payments"),
            [typeof(Fulfillment)] = new Part(typeof(Order), "fulfillments"),
            [typeof(OrderNote)] = new Part(typeof(Order), "notes"),
            [typeof(PaymentAttempt)] = new Nothing("What came of a call is told of its payment."),
            [typeof(PaymentMovement)] = new Nothing("As payment attempts."),
            [typeof(LedgerEntry)] = new Nothing("The payment whose money it tells of tells."),
            [typeof(Cart)] = new Nothing("Carts change with every click and are not kept; the order tells what became of one."),
            [typeof(CartLine)] = new Nothing("As carts."),
            [typeof(Session)] = new Nothing("Signing in and out is the user's own business; a stolen token is told by hand."),
            [typeof(OneTimeToken)] = new Nothing("A link in a mail; what it leads to is told of the user."),
            [typeof(RecoveryCode)] = new Nothing("As one-time tokens."),
            [typeof(Job)] = new Nothing("What it does is told by what it changes; where it stands is asked for."),
            [typeof(JobInput)] = new Nothing("As jobs."),
            [typeof(ScheduledWork)] = new Nothing("As jobs."),
            [typeof(IdempotencyRecord)] = new Nothing("A repeated call changes nothing."),
            [typeof(AuditEntry)] = new Nothing("It tells already."),
            [typeof(OutboxMessage)] = new Nothing("It is the event."),
            [typeof(InboxMessage)] = new Nothing("What it leads to tells."),
            [typeof(EventFeed)] = new Nothing("Carries events."),
            [typeof(EventConsumer)] = new Nothing("Carries events."),
            [typeof(EventDelivery)] = new Nothing("Carries events."),
            [typeof(WebhookEndpoint)] = new Thing("webhook_endpoint", "A webhook endpoint", "endpointId"),
            [typeof(WebhookDelivery)] = new Nothing("Carries events."),
            [typeof(SigningKey)] = new Nothing("A part of the installation; its audit log tells."),
            [typeof(BootstrapToken)] = new Nothing("As signing keys."),
        },
        OrderEvents.PlacedType, OrderEvents.ConfirmedType, PaymentEvents.ChangedType, OrderEvents.FulfilledType, OrderEvents.NotedType, OrderEvents.CanceledType, OrderEvents.ClaimedType, UserEvents.TokenReusedType, WebhookEvents.DisabledType);
}
