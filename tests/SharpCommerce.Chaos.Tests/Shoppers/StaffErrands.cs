using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>Staff call an order off.</summary>
internal sealed class Cancelation(Stage stage, StageTenant tenant, string orderId, string key) : Errand(stage, key)
{
    private bool _looks;

    internal override async Task<bool> StepAsync(ShopClient client)
    {
        if (_looks)
            return await LookAsync(client.Of(tenant));
        if (await AskAsync(client.Of(tenant), "POST", $"admin/orders/{orderId}/cancel", new { reason = Key }, "cancel", staff: true) is not { } answer)
            return false;
        if (_looks = WasLost(answer))
            return false;
        return answer.Status == 200 ? Canceled() : Wrong("cancel", answer);
    }

    private async Task<bool> LookAsync(ShopClient client)
    {
        if (await LookAsync(client, $"admin/orders/{orderId}", staff: true) is not { } answer)
            return false;
        if (answer.Status != 200)
            return Wrong("look", answer);
        _looks = false;
        return answer.Json.Text("status") == "canceled" && Canceled();
    }

    private bool Canceled()
    {
        Stage.Log.AddCancelation(orderId);
        return End("canceled");
    }
}

/// <summary>Staff count a stock anew: some units more, or some less.</summary>
internal sealed class Adjustment(Stage stage, StageTenant tenant, string key, Random random) : Errand(stage, key)
{
    private readonly string _variantId = random.GetItems(tenant.Variants, 1)[0].Id;
    private readonly int _delta = random.Next(4) == 0 ? -1 : 1 + random.Next(4);
    private bool _looks;

    internal override async Task<bool> StepAsync(ShopClient client)
    {
        if (_looks)
            return await LookAsync(client.Of(tenant));
        if (await AskAsync(client.Of(tenant), "POST", "admin/inventory/adjustments", new { variantId = _variantId, delta = _delta, reason = Key }, "stock", staff: true) is not { } answer)
            return false;
        if (answer.Status == 409 && answer.Code == "insufficient_stock")
            return End("refused");
        if (_looks = WasLost(answer))
            return false;
        return answer.Status == 200 ? Adjusted() : Wrong("stock", answer);
    }

    private async Task<bool> LookAsync(ShopClient client)
    {
        if (await LookAsync(client, $"admin/inventory/levels/{_variantId}/movements?limit=100", staff: true) is not { } answer)
            return false;
        if (answer.Status != 200)
            return Wrong("look", answer);
        _looks = false;
        return answer.Json.List("items").Exists(movement => movement.Text("reason") == Key) && Adjusted();
    }

    private bool Adjusted()
    {
        Stage.Log.Add(new AcknowledgedAdjustment(_variantId, _delta, Key));
        return End("adjusted");
    }
}
