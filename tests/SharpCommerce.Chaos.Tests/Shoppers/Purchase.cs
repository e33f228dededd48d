using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>A guest fills a cart, says where it goes and completes it.</summary>
internal sealed class Purchase(Stage stage, StageTenant tenant, string key, Random random) : Errand(stage, key)
{
    private static readonly object Details = new
    {
        email = "ada@example.com",
        shippingAddress = new { name = "Ada Lovelace", line1 = "Unter den Linden 1", city = "Berlin", postalCode = "10117", country = "DE" },
    };

    private static readonly object Payment = new { payment = new { provider = "manual" } };

    private readonly (string VariantId, int Quantity)[] _lines = [.. random.GetItems(tenant.Variants, 1 + random.Next(3)).DistinctBy(variant => variant.Id).Select(variant => (variant.Id, 1 + random.Next(2)))];
    private readonly bool _changesMind = random.Next(100) < 15;
    private string? _cartId;
    private int _added;
    private bool _addressed;
    private bool _looks;

    internal override async Task<bool> StepAsync(ShopClient client)
    {
        client = client.Of(tenant);
        if (_cartId is null)
            return await CreateAsync(client);
        if (_looks)
            return await LookAsync(client);
        if (_added < _lines.Length)
            return await AddAsync(client);
        if (!_addressed)
            return await AddressAsync(client);
        return await CompleteAsync(client);
    }

    private async Task<bool> CreateAsync(ShopClient client)
    {
        var (variantId, quantity) = _lines[0];
        if (await AskAsync(client, "POST", "store/carts", new { lines = new[] { new { variantId, quantity } } }, "cart") is not { } answer)
            return false;
        // Somewhere is a cart that nobody knows the id of; it will never become an order.
        if (WasLost(answer))
            return false;
        if (answer.Status != 201)
            return Wrong("cart", answer);
        _cartId = answer.Json.Id();
        _added = 1;
        return false;
    }

    private async Task<bool> AddAsync(ShopClient client)
    {
        var (variantId, quantity) = _lines[_added];
        if (await AskAsync(client, "POST", $"store/carts/{_cartId}/lines", new { variantId, quantity }, $"line{_added}") is not { } answer)
            return false;
        if (_looks = WasLost(answer))
            return false;
        if (answer.Status != 200)
            return Wrong("line", answer);
        _added++;
        return false;
    }

    private async Task<bool> AddressAsync(ShopClient client)
    {
        if (await AskAsync(client, "PATCH", $"store/carts/{_cartId}", Details, "address") is not { } answer)
            return false;
        if (_looks = WasLost(answer))
            return false;
        return answer.Status == 200 ? Addressed() : Wrong("address", answer);
    }

    private bool Addressed()
    {
        _addressed = true;
        Stage.Log.Want(_cartId!, Key);
        return false;
    }

    /// <summary>Goes on from what is in the cart.</summary>
    private async Task<bool> LookAsync(ShopClient client)
    {
        if (await LookAsync(client, $"store/carts/{_cartId}") is not { } answer)
            return false;
        if (answer.Status != 200)
            return Wrong("look", answer);
        _looks = false;
        _added = answer.Json.GetProperty("lines").GetArrayLength();
        return answer.Json.GetProperty("email").ValueKind != System.Text.Json.JsonValueKind.Null && Addressed();
    }

    private async Task<bool> CompleteAsync(ShopClient client)
    {
        if (await AskAsync(client, "POST", $"store/carts/{_cartId}/complete", Payment, "order") is not { } answer)
            return false;
        if (answer.Status == 409 && answer.Code == "insufficient_stock")
            return End("sold out");
        if (answer.Status != 201)
            return Wrong("order", answer);
        var order = answer.Json;
        Stage.Log.Add(new AcknowledgedOrder(tenant.Id, order.Id(), order.GetProperty("number").GetInt64(), order.Amount("total"), _cartId!, KeyOf("order"), _lines.ToDictionary(line => line.VariantId, line => line.Quantity)));
        Stage.OrderPlaced();
        if (_changesMind)
            Next = new Cancelation(Stage, tenant, order.Id(), Key);
        return End("bought");
    }
}
