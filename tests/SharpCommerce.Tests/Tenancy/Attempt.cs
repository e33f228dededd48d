using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>The ids and names of one tenant's things, or of nobody's.</summary>
internal sealed record Names(
    Guid Product, string ProductSlug, string FormerSlug, Guid Variant, Guid Category, string CategorySlug, Guid Cart, Guid Line, Guid Order, string OrderToken, string Email, Guid Method, Guid Job, Guid Spare, Guid SpareVariant, Guid Customer, Guid Address)
{
    internal static Names Of(FullShop shop) => new(
        shop.Product.Id.Value, shop.Product.Slug, shop.FormerSlug, shop.VariantId.Value, shop.Category.Id.Value, shop.Category.Slug, shop.Cart.Id.Value, shop.LineId.Value,
        shop.OrderId.Value, shop.OrderToken, shop.Email, shop.ShippingMethodId.Value, shop.JobId.Value, shop.Spare.Id.Value, shop.Spare.Variants[0].Id.Value, shop.Shopper.Id.Value, shop.AddressId);

    internal static Names Unknown() => new(
        Guid.CreateVersion7(), $"p{Guid.NewGuid():N}", $"f{Guid.NewGuid():N}", Guid.CreateVersion7(), Guid.CreateVersion7(), $"c{Guid.NewGuid():N}", Guid.NewGuid(), Guid.CreateVersion7(),
        Guid.CreateVersion7(), "token", $"u{Guid.NewGuid():N}@example.com", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
}

/// <summary>A call that names something of somebody.</summary>
internal sealed record Attempt(string Operation, HttpMethod Method, string Path, object? Body = null)
{
    private static readonly string[] OwnMembers = ["traceId", "requestId"];
    private static readonly string[] OwnHeaders = ["Date", "X-Request-Id", "Transfer-Encoding"];

    /// <summary>Whether it answers with what is there, and so with an empty list.</summary>
    internal bool Lists { get; private init; }

    /// <summary>Whether there may be nothing in the list.</summary>
    internal bool Empty { get; private init; }

    private bool ByShopper { get; init; }

    private (string Name, string Value)? Header { get; init; }

    /// <summary>Every way to name a tenant's things: <paramref name="named"/> in the path, the query and, to be put into something of the caller's <paramref name="own"/>, in the body. In an order in which all of them work for the tenant itself.</summary>
    internal static IEnumerable<Attempt> All(Names named, Names own)
    {
        var price = new { amount = 5900, currency = "EUR" };
        yield return Get("getStoreProduct", $"store/products/{named.Product}");
        yield return Get("getStoreProduct", $"store/products/{named.ProductSlug}");
        yield return Get("getStoreProduct", $"store/products/{named.FormerSlug}");
        yield return Get("getStoreCategory", $"store/categories/{named.CategorySlug}");
        yield return Get("getCart", $"store/carts/{named.Cart}");
        yield return Get("listCartShippingMethods", $"store/carts/{named.Cart}/shipping-methods");
        yield return Get("getStoreOrder", $"store/orders/{named.Order}") with { Header = ("X-Order-Token", named.OrderToken) };
        yield return Get("listStoreProducts", $"store/products?category={named.CategorySlug}") with { Lists = true };
        yield return Get("getProduct", $"admin/products/{named.Product}");
        yield return Get("getCategory", $"admin/categories/{named.Category}");
        yield return Get("getInventoryLevel", $"admin/inventory/levels/{named.Variant}");
        yield return Get("listStockMovements", $"admin/inventory/levels/{named.Variant}/movements") with { Lists = true };
        yield return Get("getOrder", $"admin/orders/{named.Order}");
        yield return Get("listOrders", $"admin/orders?email={named.Email}") with { Lists = true };
        yield return Get("getShippingMethod", $"admin/shipping-methods/{named.Method}");
        yield return Get("listOrders", $"admin/orders?customerId={named.Customer}") with { Lists = true, Empty = true };
        yield return Get("getCustomer", $"admin/customers/{named.Customer}");
        yield return Get("listCustomers", $"admin/customers?email={named.Email}") with { Lists = true };
        yield return Get("getOwnAddress", $"store/customers/me/addresses/{named.Address}") with { ByShopper = true };
        yield return Patch("updateOwnCustomer", "store/customers/me", new { defaultShippingAddressId = named.Address }) with { ByShopper = true };
        yield return Get("getJob", $"admin/jobs/{named.Job}");

        yield return Post("createCart", "store/carts", new { lines = new[] { new { variantId = named.Variant, quantity = 1 } } });
        yield return Post("createCart", "store/carts", new { lines = new[] { new { variantId = own.Variant, quantity = 1 }, new { variantId = named.Variant, quantity = 1 } } });
        yield return Post("addCartLine", $"store/carts/{own.Cart}/lines", new { variantId = named.Variant, quantity = 1 });
        yield return Patch("updateCart", $"store/carts/{own.Cart}", new { shippingMethodId = named.Method });
        yield return Patch("updateProduct", $"admin/products/{own.Product}", new { categoryIds = new[] { named.Category } });
        yield return Patch("updateProduct", $"admin/products/{own.Spare}", new { variants = new[] { new { id = named.SpareVariant, price } } });
        yield return Post("createProduct", "admin/products", new { title = "Thing", categoryIds = new[] { named.Category }, variants = new[] { new { price } } });
        yield return Post("createCategory", "admin/categories", new { title = $"Child {own.Category}", parentId = named.Category });
        yield return Post("adjustInventory", "admin/inventory/adjustments", new { variantId = named.Variant, delta = 1 });

        yield return Post("addCartLine", $"store/carts/{named.Cart}/lines", new { variantId = own.Variant, quantity = 1 });
        yield return Patch("updateCart", $"store/carts/{named.Cart}", new { email = "x@example.com", shippingMethodId = (string?)null });
        yield return Patch("updateCartLine", $"store/carts/{named.Cart}/lines/{named.Line}", new { quantity = 2 });
        yield return Patch("updateCartLine", $"store/carts/{own.Cart}/lines/{named.Line}", new { quantity = 3 });
        yield return new("removeCartLine", HttpMethod.Delete, $"store/carts/{own.Cart}/lines/{named.Line}");
        yield return Post("addCartLine", $"store/carts/{named.Cart}/lines", new { variantId = own.Variant, quantity = 1 });
        yield return Post("completeCart", $"store/carts/{named.Cart}/complete", new { payment = new { provider = "manual" } }) with { Header = ("Idempotency-Key", Guid.NewGuid().ToString()) };
        yield return Patch("updateProduct", $"admin/products/{named.Product}", new { title = "Changed" });
        yield return Patch("updateCategory", $"admin/categories/{named.Category}", new { title = "Changed" });
        yield return Patch("updateShippingMethod", $"admin/shipping-methods/{named.Method}", new { name = "Changed" });
        yield return Post("cancelOrder", $"admin/orders/{named.Order}/cancel", new { reason = "x" });
        yield return Patch("updateCustomer", $"admin/customers/{named.Customer}", new { name = "Changed" });
        yield return Post("claimCart", $"store/carts/{named.Cart}/claim", null) with { ByShopper = true };
        yield return Post("claimOrder", $"store/orders/{named.Order}/claim", null) with { ByShopper = true, Header = ("X-Order-Token", named.OrderToken) };
        yield return Patch("updateOwnAddress", $"store/customers/me/addresses/{named.Address}", new { city = "Changed" }) with { ByShopper = true };
        yield return new("deleteOwnAddress", HttpMethod.Delete, $"store/customers/me/addresses/{named.Address}") { ByShopper = true };
        yield return new("deleteProduct", HttpMethod.Delete, $"admin/products/{named.Product}");
        yield return new("deleteCategory", HttpMethod.Delete, $"admin/categories/{named.Category}");
        yield return new("deleteShippingMethod", HttpMethod.Delete, $"admin/shipping-methods/{named.Method}");
    }

    /// <summary>Sends it with every right that a caller can have in the tenant.</summary>
    internal async Task<Answer> SendAsync(FullShop caller)
    {
        using var request = new HttpRequestMessage(Method, Path) { Content = Body is null ? null : JsonContent.Create(Body) };
        if (Header is { } header)
            request.Headers.Add(header.Name, header.Value);
        using var response = await (ByShopper ? caller.Shopper.Http : caller.Shop.Admin).SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            var problem = JsonNode.Parse(body)!.AsObject();
            foreach (var member in OwnMembers)
                problem.Remove(member);
            body = problem.ToJsonString();
        }
        var headers = response.Headers.Concat(response.Content.Headers).Where(pair => !OwnHeaders.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value)}");
        return new((int)response.StatusCode, body, string.Join('\n', headers.Order(StringComparer.Ordinal)));
    }

    public override string ToString() => $"{Operation}: {Method} {Path}";

    private static Attempt Get(string operation, string path) => new(operation, HttpMethod.Get, path);

    private static Attempt Post(string operation, string path, object? body) => new(operation, HttpMethod.Post, path, body);

    private static Attempt Patch(string operation, string path, object body) => new(operation, HttpMethod.Patch, path, body);
}

/// <summary>All that a caller can see of an answer and compare with another.</summary>
internal sealed record Answer(int Status, string Body, string Headers);
