using System.Text.Json;
using System.Web;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Paying;

/// <summary>Shoppers, each of whom buys one thing after another and repeats every call until it is answered. What they do follows from the seed.</summary>
internal sealed class PayingCrowd
{
    private static readonly HttpClient Browser = new(new SocketsHttpHandler());

    private readonly PaymentStage _stage;
    private readonly Task[] _shoppers;
    private volatile bool _closing;

    internal PayingCrowd(PaymentStage stage, int shoppers, int seed)
    {
        _stage = stage;
        _shoppers = [.. Enumerable.Range(0, shoppers).Select(number => Task.Run(() => LiveAsync(number, seed)))];
    }

    /// <summary>Lets everybody end what they began.</summary>
    internal Task CloseAsync()
    {
        _closing = true;
        _stage.CalmDown();
        return Task.WhenAll(_shoppers);
    }

    private async Task LiveAsync(int shopper, int seed)
    {
        try
        {
            for (var number = 0; !_closing; number++)
            {
                var random = new Random(unchecked((seed * 1_000_003) + (shopper * 10_007) + number));
                await BuyAsync(random.GetItems([.. _stage.Shops], 1)[0], $"s{seed}-{shopper}-{number}", random);
            }
        }
        catch (Exception failure)
        {
            _stage.Blame($"Shopper {shopper}: {failure}");
            throw;
        }
    }

    private async Task BuyAsync(PayingShop shop, string key, Random random)
    {
        var lines = new[] { new { variantId = shop.VariantId, quantity = 1 + random.Next(3) } };
        var cart = await _stage.AskAsync(shop, "POST", "store/carts", new { lines }, $"{key}-cart");
        if (cart.Status != 201)
        {
            // Made, and its answer is gone: another one is made.
            if (cart is not { Status: 409, Code: "idempotency_answer_lost" })
                _stage.Blame($"a cart answered {cart.Status}: {cart.Text}");
            return;
        }
        var id = cart.Json.Id();
        await _stage.AskAsync(shop, "PATCH", $"store/carts/{id}", new { email = "ada@example.com", shippingAddress = new { name = "Ada Lovelace", line1 = "Unter den Linden 1", city = "Berlin", postalCode = "10117", country = "DE" } });
        var provider = random.Next(3) == 0 ? "paypal" : "stripe";
        var completed = await _stage.AskAsync(shop, "POST", $"store/carts/{id}/complete", new { payment = new { provider, returnUrl = "https://shop.example.com/thanks" } }, key);
        if (completed.Status != 201)
        {
            // Whether it took effect is looked up by asking once more under another key.
            if (completed is not { Status: 409, Code: "idempotency_answer_lost" })
            {
                _stage.Blame($"complete answered {completed.Status}: {completed.Text}");
                return;
            }
            completed = await _stage.AskAsync(shop, "POST", $"store/carts/{id}/complete", new { payment = new { provider, returnUrl = "https://shop.example.com/thanks" } }, $"{key}-again");
            if (completed.Status is not (200 or 201))
                return;
        }
        var order = completed.Json;
        _stage.Remember(shop, order);
        // Some only look.
        if (random.Next(6) == 0 || await ActionAsync(shop, order) is not { } action || !await ActAsync(action))
            return;
        _stage.RememberPaid(order.Id());
        if (random.Next(2) == 0)
            await SyncAsync(shop, order);
        if (random.Next(4) == 0)
            await RefundAsync(shop, order, key);
    }

    /// <summary>What there is to do, which a payment that began in another process's life says only later.</summary>
    private async Task<JsonElement?> ActionAsync(PayingShop shop, JsonElement order)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (order.At("payments", 0).TryGetProperty("nextAction", out var action))
                return action;
            if (order.At("payments", 0).Text("status") is "failed" or "voided")
                return null;
            await Task.Delay(500);
            order = await SyncAsync(shop, order) ?? order;
        }
        return null;
    }

    private async Task<JsonElement?> SyncAsync(PayingShop shop, JsonElement order)
    {
        if (!order.TryGetProperty("accessToken", out var token))
            return null;
        var answer = await _stage.AskAsync(shop, "POST", $"store/orders/{order.Id()}/payments/{order.At("payments", 0).Id()}/sync", null, orderToken: token.GetString());
        if (answer.Status != 200)
            return null;
        // Only the completing call says it.
        var merged = System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!.AsObject();
        merged["accessToken"] = token.GetString();
        return JsonDocument.Parse(merged.ToJsonString()).RootElement;
    }

    private async Task<bool> ActAsync(JsonElement action)
    {
        if (action.Text("type") == "redirect")
            return await _stage.Fake.ApproveOrderAsync(HttpUtility.ParseQueryString(new Uri(action.Text("url")).Query)["token"]!);
        var secret = action.Text("clientSecret");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_stage.Fake.StripeAddress}/v1/payment_intents/{secret[..secret.IndexOf("_secret_", StringComparison.Ordinal)]}/confirm")
        {
            Content = new FormUrlEncodedContent([new("client_secret", secret), new("payment_method", "pm_card_visa"), new("return_url", "https://shop.example.com/thanks")]),
        };
        request.Headers.Authorization = new("Bearer", action.Text("publishableKey"));
        using var answer = await Browser.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Staff give a part back, if it is captured by now.</summary>
    private async Task RefundAsync(PayingShop shop, JsonElement order, string key)
    {
        var answer = await _stage.AskAsync(shop, "POST", $"admin/orders/{order.Id()}/payments/{order.At("payments", 0).Id()}/refund", new { amount = new { amount = 100, currency = "EUR" } }, $"{key}-refund", staff: true);
        if (answer.Status is not (200 or 409))
            _stage.Blame($"refund answered {answer.Status}: {answer.Text}");
    }
}
