using System.Text.Json;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>
/// What clients were promised: a line for every 2xx that changed something, written and flushed before the client goes on. What is in here has to be
/// found in the database, whatever happened since. A purchase is announced before its order is asked for, so an order without one is invented.
/// </summary>
internal sealed class AcknowledgedLog : IDisposable
{
    private readonly StreamWriter _file;
    private readonly Lock _writing = new();
    private readonly List<AcknowledgedOrder> _orders = [];
    private readonly HashSet<string> _canceled = [];
    private readonly List<AcknowledgedAdjustment> _adjustments = [];
    private readonly HashSet<string> _wanted = [];

    internal AcknowledgedLog(string path)
    {
        Path = path;
        _file = new(path) { AutoFlush = true };
    }

    internal string Path { get; }

    /// <summary>A buyer is about to complete this cart.</summary>
    internal void Want(string cartId, string key) => Add(new { wants = cartId, key }, () => _wanted.Add(cartId));

    internal void Add(AcknowledgedOrder order) => Add(order, () => _orders.Add(order));

    internal void Add(AcknowledgedAdjustment adjustment) => Add(adjustment, () => _adjustments.Add(adjustment));

    internal void AddCancelation(string orderId) => Add(new { canceled = orderId }, () => _canceled.Add(orderId));

    internal bool Wants(string cartId)
    {
        lock (_writing)
            return _wanted.Contains(cartId);
    }

    internal Promises Read()
    {
        lock (_writing)
            return new([.. _orders], new HashSet<string>(_canceled), [.. _adjustments]);
    }

    public void Dispose() => _file.Dispose();

    private void Add(object line, Action remember)
    {
        lock (_writing)
        {
            _file.WriteLine(JsonSerializer.Serialize(line));
            remember();
        }
    }
}

/// <summary>An order that a buyer was told of.</summary>
internal sealed record AcknowledgedOrder(string Tenant, string Id, long Number, long Total, string CartId, string Key, IReadOnlyDictionary<string, int> Lines);

/// <summary>A change of a stock that staff were told of; its key is its reason in the stock's history.</summary>
internal sealed record AcknowledgedAdjustment(string VariantId, int Delta, string Key);

/// <summary>Everything that was promised until a moment.</summary>
internal sealed record Promises(IReadOnlyList<AcknowledgedOrder> Orders, IReadOnlySet<string> Cancelations, IReadOnlyList<AcknowledgedAdjustment> Adjustments);
