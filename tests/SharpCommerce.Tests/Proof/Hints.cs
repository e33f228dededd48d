using System.Text;

namespace SharpCommerce.Tests.Proof;

/// <summary>
/// What no schema says. An ordinary endpoint needs nothing here: add a line only when its call depends on one before it, or on a value
/// that means something to the server alone.
/// </summary>
internal static class Hints
{
    /// <summary>Texts that must be these.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string> { ["provider"] = "manual", ["returnUrl"] = "https://shop.example.com/thanks", ["country"] = "DE", ["currency"] = "EUR", ["defaultCurrency"] = "EUR" };

    /// <summary>Numbers that must be these: every order of the proof takes from stock.</summary>
    internal static readonly IReadOnlyDictionary<string, int> Numbers = new Dictionary<string, int> { ["stock"] = 1_000_000 };

    /// <summary>Inputs that refuse whatever is there already.</summary>
    internal static readonly IReadOnlySet<string> Refusing = new HashSet<string> { "createProduct body variants.0.id" };

    /// <summary>Operations that cannot succeed without somebody else's server, without what was done before (a refund needs a capture), or without a part of the host that fails. They are attacked as all others; that they work is shown where that server is made up.</summary>
    internal static readonly IReadOnlySet<string> NeedOthers = new HashSet<string> { "startOidc", "completeOidc", "receiveWebhook", "releaseMessage", "releaseEvent", "payOrder", "cancelOwnOrder", "refundPayment" };

    /// <summary>Members that are sent though the schema does not ask for them: a secret key without permissions is refused.</summary>
    internal static readonly IReadOnlySet<string> Wanted = new HashSet<string> { "permissions" };

    /// <summary>How a thing comes to be that is not simply posted to its collection.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Recipes = new Dictionary<string, string[]>
    {
        ["cart"] = ["createCart", "updateCart"],
        ["order"] = ["createCart", "updateCart", "completeCart"],
        ["job"] = ["importProducts"],
        ["media"] = ["uploadMedia"],
        ["webhook"] = ["createWebhook", "testWebhook"],
    };

    /// <summary>What must be done before, by the same person; operators' calls have <c>Operator</c> in their names and nothing else different.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Before = new Dictionary<string, string[]>
    {
        ["resetPassword"] = ["forgotPassword"],
        ["verifyEmail"] = ["changeEmail"],
        ["enableTwoFactor"] = ["setUpTwoFactor"],
        ["getOidc"] = ["setOidc"],
        ["removePaymentSettings"] = ["setPaymentSettings"],
        ["getWebhookDelivery"] = ["testWebhook"],
        ["renewRecoveryCodes"] = ["setUpTwoFactor", "enableTwoFactor"],
    };

    /// <summary>The role that is given away: tenants' roles are known from their list, operators' have none.</summary>
    internal static string Role(ApiOperation operation) => operation.OfPlatform ? "observer" : "read_only";

    /// <summary>A file, for what takes no JSON.</summary>
    internal static ApiFile? File(ApiOperation operation, string word) =>
        operation.MediaTypes.Contains("text/csv") ? new("text/csv", Encoding.UTF8.GetBytes($"Handle,Title,Vendor,Variant SKU,Variant Price\nfile-{word},File {word},{word},file-{word},12.00\n"))
        // A picture of a point, with something behind it that makes it another one each time.
        : operation.MediaTypes.Contains("image/gif") ? new("image/gif", [.. Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"), .. Encoding.UTF8.GetBytes($"{word}{Guid.NewGuid()}")])
        : null;
}
