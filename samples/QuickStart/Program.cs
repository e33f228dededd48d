using SharpCommerce;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

// A tenant, a product, a cart and an order, in process, on a SQLite file.
var file = Path.Combine(Directory.CreateTempSubdirectory("sharpcommerce-").FullName, "shop.db");
await using var commerce = await Commerce.StartAsync(builder => builder.UseSqlite(file));
var tenant = await commerce.Tenants.CreateAsync(new() { Slug = "corner-shop", Name = "Corner Shop", DefaultCurrency = Currency.Parse("EUR"), Country = "DE" });

await using var shop = commerce.For(tenant);
var product = await shop.Products.CreateAsync(new()
{
    Title = "Canvas Sneakers",
    Status = ProductStatus.Published,
    Options = [new("Size", ["41", "42"])],
    Variants =
    [
        new() { Sku = "SNK-41", Options = new Dictionary<string, string> { ["Size"] = "41" }, Price = new(5900, Currency.Parse("EUR")), Stock = 10 },
        new() { Sku = "SNK-42", Options = new Dictionary<string, string> { ["Size"] = "42" }, Price = new(5900, Currency.Parse("EUR")), Stock = 10 },
    ],
});

var cart = await shop.Carts.CreateAsync([new() { VariantId = product.Variants[0].Id, Quantity = 2 }]);
await shop.Carts.UpdateAsync(cart.Id, details => details with
{
    Email = "ada@example.com",
    ShippingAddress = new() { Name = "Ada Lovelace", Line1 = "Unter den Linden 1", City = "Berlin", PostalCode = "10117", Country = "DE" },
});
var order = await shop.Orders.CompleteAsync(cart.Id, provider: "manual");

Console.WriteLine($"Order {order.Number}: {order.Total} ({order.Tax} tax included), {order.Status}.");
Console.WriteLine($"Left in stock: {(await shop.Inventory.FindAsync(product.Variants[0].Id))!.Available}");
