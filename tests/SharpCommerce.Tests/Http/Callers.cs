using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Http;

/// <summary>Who calls what is about the caller, such as signing out: people who are there for nothing else, and made when they are first needed.</summary>
internal sealed class Callers(TestShop shop) : IDisposable
{
    private readonly PeopleExamples _people = new(shop, "");
    private readonly PeopleExamples _operators = new(shop, "Operator");
    private readonly Dictionary<bool, HttpClient> _clients = [];
    private string? _spareOperator;

    /// <summary>A user of the shop, or an operator, who is signed in.</summary>
    internal async Task<HttpClient> SignedInAsync(bool asOperator)
    {
        if (!_clients.TryGetValue(asOperator, out var client))
            _clients[asOperator] = client = (await (asOperator ? _operators : _people).SignInAsync()).Client;
        return client;
    }

    /// <summary>The id of an operator with whom anything may be done.</summary>
    internal async Task<string> SpareOperatorAsync() => _spareOperator ??= (await _operators.AddAsync()).Id;

    /// <summary>Somebody else calls from now on: the one so far is not signed in any more, or not as they were.</summary>
    internal void Replace(bool asOperator)
    {
        if (_clients.Remove(asOperator, out var client))
            client.Dispose();
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }
}
