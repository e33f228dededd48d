namespace SharpCommerce.FakePay.Faults;

/// <summary>The rules in force, each with the turns that it has left.</summary>
internal sealed class FaultRules
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int? Left)> _rules = [];

    internal IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate)
                return [.. _rules.Select(rule => rule.Fault with { Count = rule.Left })];
        }
    }

    internal void Add(Fault fault)
    {
        lock (_gate)
            _rules.Add((fault, fault.Count));
    }

    internal void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    internal Fault? Take(Provider provider, string? account, string operation, bool changes)
    {
        lock (_gate)
        {
            var index = _rules.FindIndex(rule => Fits(rule.Fault, provider, account, operation, changes));
            if (index < 0)
                return null;
            var (fault, left) = _rules[index];
            if (left is 1)
                _rules.RemoveAt(index);
            else
                _rules[index] = (fault, left - 1);
            return fault;
        }
    }

    private static bool Fits(Fault fault, Provider provider, string? account, string operation, bool changes) =>
        (fault.Provider is null || fault.Provider == provider)
        && (fault.Account is null || fault.Account == account)
        && (fault.Operation is null
            ? changes || fault.Mode is FaultMode.SlowBefore or FaultMode.SlowAfter or FaultMode.Hang or FaultMode.TooManyRequests or FaultMode.Unavailable or FaultMode.Garbage
            : fault.Operation.EndsWith('*') ? operation.StartsWith(fault.Operation[..^1], StringComparison.Ordinal) : fault.Operation == operation);
}
