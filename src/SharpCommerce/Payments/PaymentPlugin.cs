using System.Reflection;
using System.Text.Json;

namespace SharpCommerce.Payments;

/// <summary>A kind of provider that the host offers; what of it differs from tenant to tenant is in its settings.</summary>
internal abstract class PaymentPlugin(string id, string name, Type settings) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>The gateway's time limits are nearer; this one is for what forgets to pass on its token.</summary>
    private static readonly TimeSpan HttpTimeout = TimeSpan.FromSeconds(30);
    private const int MaxBytes = 4 * 1024 * 1024;

    // No redirects, because they carry credentials elsewhere; no retries, which are the gateway's; and no trace headers, which are nobody else's business.
    private readonly Lazy<HttpClient> _http = new(() => new ProviderClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    })
    { Timeout = HttpTimeout, MaxResponseContentBufferSize = MaxBytes });

    internal string Id { get; } = id;

    internal string Name { get; } = name;

    internal IReadOnlyList<PaymentField> Fields { get; } =
    [
        .. settings.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property, Attribute: property.GetCustomAttribute<PaymentSettingAttribute>())).Where(pair => pair.Attribute is not null)
            .Select(pair => new PaymentField(JsonNamingPolicy.CamelCase.ConvertName(pair.property.Name), pair.Attribute!)),
    ];

    /// <summary>What is wrong with the values, by field; empty when they are complete and valid.</summary>
    internal IEnumerable<(string Field, string Fault)> FaultsOf(IReadOnlyDictionary<string, string> values)
    {
        foreach (var field in Fields)
        {
            if (!values.TryGetValue(field.Name, out var value))
            {
                if (field.Setting.Required && field.Choices is null)
                    yield return (field.Name, "is required.");
            }
            else if (field.Choices is { } choices && !choices.Contains(value))
                yield return (field.Name, $"must be one of {string.Join(", ", choices)}.");
        }
    }

    /// <summary>A provider of complete and valid values.</summary>
    internal abstract IPaymentProvider Make(IReadOnlyDictionary<string, string> values, TimeProvider clock);

    public void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    protected PaymentSetup<TSettings> SetupOf<TSettings>(IReadOnlyDictionary<string, string> values, TimeProvider clock)
    {
        var all = Fields.Where(field => field.Choices is not null).ToDictionary(field => field.Name, field => field.Choices![0]);
        foreach (var (name, value) in values)
            all[name] = value;
        var typed = JsonSerializer.SerializeToElement(all).Deserialize<TSettings>(JsonSerializerOptions.Web);
        return new(typed!, _http.Value, clock);
    }
}

/// <summary>Lives as long as the process; its handler renews connections, which is what a factory of clients would be for.</summary>
internal sealed class ProviderClient(SocketsHttpHandler handler) : HttpClient(handler);

internal sealed class PaymentPlugin<TSettings>(string id, string name, Func<PaymentSetup<TSettings>, IPaymentProvider> make) : PaymentPlugin(id, name, typeof(TSettings))
{
    internal override IPaymentProvider Make(IReadOnlyDictionary<string, string> values, TimeProvider clock) => make(SetupOf<TSettings>(values, clock));
}

/// <summary>A setting of a plugin.</summary>
internal sealed record PaymentField(string Name, PaymentSettingAttribute Setting)
{
    internal IReadOnlyList<string>? Choices { get; } = Setting.Choices?.Split('|');
}
