using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SharpCommerce.FakePay.Ledger;

/// <summary>
/// What the providers know: objects, last state each, and the ledger. A change is one line of <c>journal.ndjson</c>, written before
/// <c>ledger.ndjson</c>; a start plays the journal and gives the ledger what a crash kept from it. Changes are made under <see cref="Gate"/>.
/// </summary>
internal sealed class Book : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly Dictionary<string, Item> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Account), List<Item>> _lists = [];
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, Item> _changed = new(StringComparer.Ordinal);
    private readonly List<LedgerEntry> _recorded = [];
    private readonly FileStream? _journal;
    private readonly FileStream? _ledger;
    private readonly bool _durable;

    internal Book(string? folder, bool durable)
    {
        _durable = durable;
        if (folder is null)
            return;
        Directory.CreateDirectory(folder);
        _journal = Open(Path.Combine(folder, "journal.ndjson"), out var journal);
        _ledger = Open(Path.Combine(folder, "ledger.ndjson"), out var ledger);
        foreach (var line in journal)
            Play(JsonSerializer.Deserialize<Change>(line, Options)!);
        if (ledger.Count < _entries.Count)
            Append(_ledger, _entries.Skip(ledger.Count));
    }

    internal Lock Gate { get; } = new();

    internal IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (Gate)
                return [.. _entries];
        }
    }

    internal JsonObject? Find(string kind, string account, string id) => Find(kind, id) is { } found && found.Account == account ? found.Value : null;

    /// <summary>Whoever's it is.</summary>
    internal (string Account, JsonObject Value)? Find(string kind, string id)
    {
        lock (Gate)
            return _byId.TryGetValue(Key(kind, id), out var item) ? (item.Account, item.Value) : null;
    }

    /// <summary>In the order in which they were made.</summary>
    internal IReadOnlyList<JsonObject> All(string kind, string account)
    {
        lock (Gate)
            return _lists.TryGetValue((kind, account), out var items) ? [.. items.Select(item => item.Value)] : [];
    }

    internal void Put(string kind, string account, string id, JsonObject value) =>
        _changed[Key(kind, id)] = Keep(new(kind, account, id, value));

    internal void Record(LedgerEntry entry) => _recorded.Add(entry with { Sequence = _entries.Count + _recorded.Count + 1 });

    /// <summary>Writes what was put and recorded since the last time. Whoever answers for it, answers after this.</summary>
    internal void Commit()
    {
        if (_changed.Count == 0 && _recorded.Count == 0)
            return;
        if (_journal is not null)
            Append(_journal, [new Change([.. _changed.Values], [.. _recorded])]);
        _entries.AddRange(_recorded);
        if (_ledger is not null && _recorded.Count > 0)
            Append(_ledger, _recorded);
        _changed.Clear();
        _recorded.Clear();
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _ledger?.Dispose();
    }

    /// <summary>Drops a last line that a crash cut off: nobody was answered for it.</summary>
    private static FileStream Open(string file, out List<string> lines)
    {
        var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd();
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        stream.SetLength(System.Text.Encoding.UTF8.GetByteCount(whole));
        stream.Seek(0, SeekOrigin.End);
        lines = [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return stream;
    }

    private void Append<T>(FileStream file, IEnumerable<T> lines)
    {
        using var memory = new MemoryStream();
        foreach (var line in lines)
        {
            JsonSerializer.Serialize(memory, line, Options);
            memory.WriteByte((byte)'\n');
        }
        file.Write(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        file.Flush(_durable);
    }

    private void Play(Change change)
    {
        foreach (var item in change.Items)
            Keep(item);
        _entries.AddRange(change.Ledger);
    }

    private Item Keep(Item item)
    {
        if (!_byId.TryGetValue(Key(item.Kind, item.Id), out var known))
        {
            _byId[Key(item.Kind, item.Id)] = known = item;
            if (!_lists.TryGetValue((item.Kind, item.Account), out var list))
                _lists[(item.Kind, item.Account)] = list = [];
            list.Add(known);
        }
        known.Value = item.Value;
        return known;
    }

    private static string Key(string kind, string id) => $"{kind}:{id}";

    private sealed record Item(string Kind, string Account, string Id, JsonObject Value)
    {
        public JsonObject Value { get; set; } = Value;
    }

    private sealed record Change(List<Item> Items, List<LedgerEntry> Ledger);
}
