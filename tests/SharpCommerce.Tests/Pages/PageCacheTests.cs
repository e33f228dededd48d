using System.Text;
using SharpCommerce.Core.Pages;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Limits;
using Xunit;

namespace SharpCommerce.Tests.Pages;

/// <summary>What is kept, for how long and at whose cost, by a clock that stands still.</summary>
public sealed class PageCacheTests
{
    private static readonly Id<Tenant> A = Id<Tenant>.New(TimeProvider.System);
    private static readonly Id<Tenant> B = Id<Tenant>.New(TimeProvider.System);
    private static readonly Guid Boot = Guid.NewGuid();

    private readonly SteppedClock _clock = new();
    private readonly CatalogChanges _changes = new();
    private readonly PageCache _pages;

    public PageCacheTests() => _pages = new(new() { Megabytes = 1 }, _changes, _clock);

    [Fact]
    public void A_page_is_as_good_as_read_now_for_a_second()
    {
        var page = Put(A, "list", new(Stock: true));
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.True(_pages.IsFresh(page));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_pages.IsFresh(page));
        Assert.Same(page, _pages.Find(A, "list"));
    }

    [Fact]
    public void A_change_is_felt_at_once_by_what_shows_it_and_by_nothing_else()
    {
        KeptPage[] All() => [Put(A, "list", new(Stock: true)), Put(A, "boot", new(Stock: false, Boot)), Put(A, "tree", default), Put(B, "list", new(Stock: true))];
        bool[] Fresh(KeptPage[] pages) => [.. pages.Select(_pages.IsFresh)];

        var pages = All();
        Assert.Equal([true, true, true, true], Fresh(pages));
        _changes.Tell(A, [Boot]);
        Assert.Equal([false, false, true, true], Fresh(pages));
        pages = All();
        // Some product has its number in another part; one of many certainly does.
        _changes.Tell(A, [Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).First(other => (uint)other.GetHashCode() % 64 != (uint)Boot.GetHashCode() % 64)]);
        Assert.Equal([false, true, true, true], Fresh(pages));
        pages = All();
        _changes.Tell(A, null);
        Assert.Equal([false, false, false, true], Fresh(pages));
    }

    [Fact]
    public void A_page_that_was_being_read_while_it_was_changed_is_not_kept_as_fresh()
    {
        var read = _pages.Join(A, "list", out _);
        _changes.Tell(A, null);
        Assert.False(_pages.IsFresh(_pages.End(A, "list", read, "old"u8.ToArray(), new(Stock: true))));
    }

    [Fact]
    public async Task Many_who_ask_for_the_same_wait_for_one_read_unless_it_began_before_a_change()
    {
        var read = _pages.Join(A, "list", out var mine);
        Assert.True(mine);
        Assert.Same(read, _pages.Join(A, "list", out mine));
        Assert.False(mine);
        Assert.NotSame(read, _pages.Join(B, "list", out mine));
        Assert.True(mine);

        _changes.Tell(A, [Boot]);
        var second = _pages.Join(A, "list", out mine);
        Assert.True(mine);
        var page = _pages.End(A, "list", read, "first"u8.ToArray(), default);
        Assert.Same(page, await read.Completion.Task);
        Assert.Same(second, _pages.Join(A, "list", out mine));
        _pages.Fail(A, "list", second, new InvalidOperationException("test"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.Completion.Task);
        _pages.Join(A, "list", out mine);
        Assert.True(mine);
    }

    [Fact]
    public void What_nobody_asks_for_again_does_not_push_out_what_is_popular()
    {
        for (var i = 0; i < 20; i++)
        {
            Put(A, $"popular {i}", default);
            Assert.NotNull(_pages.Find(A, $"popular {i}"));
        }
        for (var i = 0; i < 5_000; i++)
            Put(A, $"made up {i}", default);
        Assert.All(Enumerable.Range(0, 20), i => Assert.NotNull(_pages.Find(A, $"popular {i}")));
        Assert.Null(_pages.Find(A, "made up 0"));
        Assert.InRange(_pages.Bytes, 1, 1024 * 1024);
    }

    [Fact]
    public void One_tenant_takes_half_of_the_memory_at_most_and_gives_way_to_those_who_have_less()
    {
        Put(B, "small", default);
        for (var i = 0; i < 5_000; i++)
            Put(A, $"{i}", default);
        Assert.InRange(_pages.Bytes, 400 * 1024, 513 * 1024);
        var others = Enumerable.Range(0, 20).Select(_ => Id<Tenant>.New(TimeProvider.System)).ToList();
        foreach (var tenant in others)
        {
            for (var i = 0; i < 100; i++)
                Put(tenant, $"{i}", default);
        }
        Assert.InRange(_pages.Bytes, 900 * 1024, 1024 * 1024);
        Assert.NotNull(_pages.Find(B, "small"));
        Assert.All(others, tenant => Assert.NotNull(_pages.Find(tenant, "99")));
    }

    [Fact]
    public async Task What_is_too_old_even_for_an_outage_is_forgotten()
    {
        Put(A, "list", default);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotNull(await _pages.FindStaleAsync(A, "list"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _pages.FindStaleAsync(A, "list"));
        Put(B, "list", default);
        Assert.Null(_pages.Find(A, "list"));
    }

    [Fact]
    public void A_copy_is_believed_by_the_tenant_and_the_question_it_was_made_for_alone()
    {
        var bytes = PageCopy.Write(Put(A, "list", default));
        Assert.NotNull(PageCopy.Read(bytes, A, "list"));
        Assert.Null(PageCopy.Read(bytes, B, "list"));
        Assert.Null(PageCopy.Read(bytes, A, "lisT"));
        for (var i = 0; i < bytes.Length; i++)
        {
            var broken = bytes.ToArray();
            broken[i] ^= 1;
            Assert.Null(PageCopy.Read(broken, A, "list"));
            Assert.Null(PageCopy.Read(bytes[..i], A, "list"));
        }
    }

    private KeptPage Put(Id<Tenant> tenant, string key, PageParts parts)
    {
        var read = _pages.Join(tenant, key, out _);
        return _pages.End(tenant, key, read, Encoding.UTF8.GetBytes($"{tenant} {key}"), parts);
    }
}
