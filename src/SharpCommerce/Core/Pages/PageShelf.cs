namespace SharpCommerce.Core.Pages;

/// <summary>
/// One tenant's pages, by use. What was asked for once stands apart from what is asked for again, and goes first: searches that nobody repeats,
/// or made-up addresses, do not push out what is popular. Callers lock it.
/// </summary>
/// <param name="mostOften">How many bytes those that are asked for again may take.</param>
internal sealed class PageShelf(long mostOften)
{
    private readonly Dictionary<string, LinkedListNode<KeptPage>> _pages = new(StringComparer.Ordinal);

    // The most recently used first.
    private readonly LinkedList<KeptPage> _once = [];
    private readonly LinkedList<KeptPage> _often = [];
    private long _oftenBytes;

    internal long Bytes { get; private set; }

    /// <summary>Reads under way, by key.</summary>
    internal Dictionary<string, PageRead> Reads { get; } = new(StringComparer.Ordinal);

    internal bool IsEmpty => _pages.Count == 0 && Reads.Count == 0;

    internal KeptPage? Find(string key)
    {
        if (!_pages.TryGetValue(key, out var node))
            return null;
        if (node.List == _once)
            _oftenBytes += node.Value.Bytes;
        node.List!.Remove(node);
        _often.AddFirst(node);
        while (_oftenBytes > mostOften && _often.Last is { } last)
        {
            _often.Remove(last);
            _oftenBytes -= last.Value.Bytes;
            _once.AddFirst(last);
        }
        return node.Value;
    }

    /// <summary>Keeps a page in the place of an older one, which it answers.</summary>
    internal KeptPage? Put(KeptPage page)
    {
        if (!_pages.TryGetValue(page.Key, out var node))
        {
            _pages[page.Key] = _once.AddFirst(page);
            Bytes += page.Bytes;
            return null;
        }
        var before = node.Value;
        node.Value = page;
        Bytes += page.Bytes - before.Bytes;
        if (node.List == _often)
            _oftenBytes += page.Bytes - before.Bytes;
        return before;
    }

    /// <summary>Removes the page that is missed least; says how many bytes that freed.</summary>
    internal int RemoveOne() => (_once.Last ?? _often.Last) is { } node ? Remove(node) : 0;

    internal long RemoveOlder(DateTimeOffset readBefore)
    {
        var freed = 0L;
        foreach (var node in _pages.Values.Where(node => node.Value.ReadAt < readBefore).ToList())
            freed += Remove(node);
        return freed;
    }

    private int Remove(LinkedListNode<KeptPage> node)
    {
        var bytes = node.Value.Bytes;
        if (node.List == _often)
            _oftenBytes -= bytes;
        node.List!.Remove(node);
        _pages.Remove(node.Value.Key);
        Bytes -= bytes;
        return bytes;
    }
}

/// <summary>A read that others may wait for.</summary>
/// <param name="Begun">The number of the tenant's last change before it.</param>
/// <param name="At">When it began.</param>
internal sealed record PageRead(long Begun, DateTimeOffset At)
{
    internal TaskCompletionSource<KeptPage> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
