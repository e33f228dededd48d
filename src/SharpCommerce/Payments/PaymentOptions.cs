using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharpCommerce.Payments;

/// <summary>What a tenant decides of a provider, as it is stored.</summary>
internal sealed record PaymentOptions
{
    private const string Prefix = "payment_provider.";

    public bool Enabled { get; init; } = true;

    public CaptureMode Capture { get; init; }

    /// <summary>Null: the environment's.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>The names and values of the secret ones, encrypted together.</summary>
    public string? ProtectedSecrets { get; init; }

    /// <summary>The names of them, to show that they are set.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    [JsonIgnore]
    internal bool HasOwn => Settings is not null;

    internal static string NameOf(string provider) => Prefix + provider;

    internal static bool IsName(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    internal static string ProviderOf(string name) => name[Prefix.Length..];

    internal static PaymentOptions Parse(string json) => JsonSerializer.Deserialize<PaymentOptions>(json, Json)!;

    internal string Write() => JsonSerializer.Serialize(this, Json);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };
}

/// <summary>When money is taken.</summary>
public enum CaptureMode
{
    /// <summary>When staff say so, as when the goods leave.</summary>
    Manual,

    /// <summary>As soon as it is promised.</summary>
    Automatic,
}
