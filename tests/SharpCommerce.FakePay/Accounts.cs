using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Ledger;

namespace SharpCommerce.FakePay;

/// <summary>The merchants, kept in the book.</summary>
internal sealed class Accounts
{
    private const string Kind = "account";
    private const string Everybody = "";

    private readonly Book _book;
    private volatile IReadOnlyDictionary<string, FakeAccount> _all;

    internal Accounts(Book book)
    {
        _book = book;
        _all = book.All(Kind, Everybody).Select(node => node.Deserialize<FakeAccount>(Nodes.Web)!).ToDictionary(account => account.Name);
    }

    internal IEnumerable<FakeAccount> All => _all.Values;

    internal FakeAccount? Named(string name) => _all.GetValueOrDefault(name);

    internal FakeAccount? Find(Func<FakeAccount, bool> condition) => _all.Values.FirstOrDefault(condition);

    internal void Put(FakeAccount account)
    {
        lock (_book.Gate)
        {
            _book.Put(Kind, Everybody, account.Name, (JsonObject)JsonSerializer.SerializeToNode(account, Nodes.Web)!);
            _book.Commit();
            _all = new Dictionary<string, FakeAccount>(_all) { [account.Name] = account };
        }
    }
}
