using SharpCommerce.Core.Limits;
using Xunit;

namespace SharpCommerce.Tests.Limits;

public sealed class FairTurnsTests
{
    private static readonly TurnLane A = Lane(1);
    private static readonly TurnLane B = Lane(2);
    private static readonly TurnLane C = Lane(3);

    private readonly SteppedClock _clock = new();

    [Fact]
    public async Task A_tenant_alone_has_all_that_is_idle_but_for_a_rest_that_others_find_free()
    {
        using var turns = new FairTurns(16, _clock);
        var noisy = await TakeAsync(turns, A, 12);
        var next = Take(turns, A);
        Assert.False(next.IsCompleted);

        Assert.True(Take(turns, B).IsCompletedSuccessfully);
        Assert.True(Take(turns, C).IsCompletedSuccessfully);
        Assert.Equal((14, 1), (turns.AtWork, turns.Waiting));

        // What it may have depends on what is left: one of its own that ends is not enough while others work.
        noisy[0].Dispose();
        Assert.False(next.IsCompleted);
        foreach (var turn in noisy[1..4])
            turn.Dispose();
        Assert.Null((await next).Refusal);
    }

    [Fact]
    public async Task The_last_turn_is_for_a_tenant_that_has_none()
    {
        using var turns = new FairTurns(4, _clock);
        await TakeAsync(turns, A, 3);
        Assert.False(Take(turns, A).IsCompleted);
        await TakeAsync(turns, B, 1);
        Assert.Equal(4, turns.AtWork);
    }

    [Fact]
    public async Task Free_turns_go_round_the_tenants_that_wait_and_not_down_one_queue()
    {
        using var turns = new FairTurns(1, _clock);
        var running = await Take(turns, A);
        var order = new List<string>();
        var waiting = new List<Task>();
        foreach (var (lane, name) in ((TurnLane, string)[])[(A, "a1"), (A, "a2"), (A, "a3"), (B, "b1"), (B, "b2"), (C, "c1")])
            waiting.Add(WorkAsync(turns, lane, () => order.Add(name)));
        Assert.Equal(6, turns.Waiting);

        running.Dispose();
        await Task.WhenAll(waiting);
        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], order);
        Assert.Equal((0, 0, 0), (turns.AtWork, turns.Waiting, turns.Lanes));
    }

    [Fact]
    public async Task A_full_queue_is_cut_where_it_is_longest()
    {
        using var turns = new FairTurns(1, _clock);
        await TakeAsync(turns, A, 1);
        var noisy = Enumerable.Range(0, FairTurns.CrowdPerTurn).Select(_ => Take(turns, A)).ToList();
        // Its own further calls are refused at once, and it is told that they are too many of its own.
        Assert.Equal("rate_limited", (await Take(turns, A)).Refusal!.Code);

        var quiet = Take(turns, B);
        Assert.False(quiet.IsCompleted);
        Assert.Equal("rate_limited", (await noisy[^1]).Refusal!.Code);
        Assert.False(noisy[^2].IsCompleted);
        Assert.Equal(FairTurns.CrowdPerTurn, turns.Waiting);
    }

    [Fact]
    public async Task Where_nobody_has_more_than_a_part_the_server_is_called_full()
    {
        using var turns = new FairTurns(4, _clock);
        var lanes = Enumerable.Range(1, 4).Select(Lane).ToList();
        foreach (var lane in lanes)
            await TakeAsync(turns, lane, 1);
        for (var i = 0; i < 4 * FairTurns.CrowdPerTurn; i++)
            Assert.False(Take(turns, lanes[i % 4]).IsCompleted);
        var refusal = (await Take(turns, lanes[0])).Refusal!;
        Assert.Equal((ErrorKind.Unavailable, "overloaded"), (refusal.Kind, refusal.Code));
    }

    [Fact]
    public async Task A_crowd_may_wait_and_when_its_places_were_not_enough_the_queue_is_short_until_it_was_empty()
    {
        using var turns = new FairTurns(1, _clock);
        var running = await Take(turns, A);
        var crowd = Enumerable.Range(0, FairTurns.CrowdPerTurn).Select(_ => Take(turns, A)).ToList();
        Assert.NotNull((await Take(turns, A)).Refusal);

        for (var n = 0; n < crowd.Count; n++)
        {
            running.Dispose();
            running = await crowd[n];
            if (turns.Waiting >= FairTurns.OverloadPerTurn)
                Assert.NotNull((await Take(turns, A)).Refusal);
        }
        // Nobody waits any more: the next crowd may.
        Assert.Equal(0, turns.Waiting);
        Assert.DoesNotContain(Enumerable.Range(0, FairTurns.CrowdPerTurn).Select(_ => Take(turns, A)).ToList(), call => call.IsCompleted);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_a_moment_for_work_that_does_not_end()
    {
        using var turns = new FairTurns(1, _clock);
        var stuck = await Take(turns, A);
        var early = Take(turns, B);
        _clock.Advance(FairTurns.LongestWait / 2);
        var late = Take(turns, B);
        _clock.Advance(FairTurns.LongestWait / 2);

        turns.RefuseOverdue();
        Assert.Equal("overloaded", (await early).Refusal!.Code);
        Assert.False(late.IsCompleted);
        // Nor is overdue work begun when the round has not come by yet.
        _clock.Advance(FairTurns.LongestWait / 2);
        stuck.Dispose();
        Assert.NotNull((await late).Refusal);
        Assert.Equal((0, 0, 0), (turns.AtWork, turns.Waiting, turns.Lanes));
    }

    [Fact]
    public async Task Waiting_has_an_end_without_anybody_coming_or_going()
    {
        using var turns = new FairTurns(1, TimeProvider.System);
        await TakeAsync(turns, A, 1);
        var refused = await Take(turns, B).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.NotNull(refused.Refusal);
    }

    [Fact]
    public async Task Who_leaves_gives_the_place_back_and_is_not_worked_for()
    {
        using var turns = new FairTurns(1, _clock);
        var running = await Take(turns, A);
        using var left = new CancellationTokenSource();
        var leaving = turns.TakeAsync(B, left.Token).AsTask();
        var staying = Take(turns, B);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Equal(1, turns.Waiting);

        running.Dispose();
        (await staying).Dispose();
        Assert.Equal((0, 0, 0), (turns.AtWork, turns.Waiting, turns.Lanes));
        // Who has left already does not even wait.
        var busy = await Take(turns, A);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turns.TakeAsync(B, left.Token).AsTask());
        busy.Dispose();
        Assert.Equal((0, 0, 0), (turns.AtWork, turns.Waiting, turns.Lanes));
    }

    [Fact]
    public async Task A_turn_that_is_ended_twice_frees_one_place()
    {
        using var turns = new FairTurns(4, _clock);
        var (one, _) = (await Take(turns, A), await Take(turns, B));
        one.Dispose();
        one.Dispose();
        Assert.Equal((1, 1), (turns.AtWork, turns.Lanes));
    }

    [Fact]
    public async Task Thousands_of_tenants_leave_nothing_behind_and_no_turn_is_lost_among_those_who_leave_and_fail()
    {
        using var turns = new FairTurns(8, TimeProvider.System);
        var (granted, refused, left, most) = (0, 0, 0, 0);
        await Parallel.ForAsync(0, 15_000, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, _) =>
        {
            using var leaving = new CancellationTokenSource();
            try
            {
                var taking = turns.TakeAsync(Lane(n % 5_000), leaving.Token);
                if (n % 7 == 0)
                    await leaving.CancelAsync();
                using var turn = await taking;
                if (turn.Refusal is not null)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }
                InterlockedMax(ref most, turns.AtWork);
                await Task.Yield();
                Interlocked.Increment(ref granted);
                if (n % 11 == 0)
                    throw new FormatException();
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref left);
            }
            catch (FormatException)
            {
                // The turn has ended with it.
            }
        });
        Assert.Equal(15_000, granted + refused + left);
        Assert.InRange(most, 1, 8);
        Assert.Equal((0, 0, 0), (turns.AtWork, turns.Waiting, turns.Lanes));
        // All of them can be taken again.
        for (var n = 0; n < 8; n++)
            Assert.True(Take(turns, Lane(n)).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Without_a_limit_nobody_waits()
    {
        using var turns = new FairTurns(0, _clock);
        for (var i = 0; i < 1_000; i++)
            Assert.Null((await Take(turns, A)).Refusal);
        Assert.Equal(0, turns.Lanes);
    }

    [Fact]
    public void Made_up_names_share_a_few_lanes()
    {
        Assert.InRange(Enumerable.Range(0, 10_000).Select(n => TurnLane.Unknown($"name-{n}")).Distinct().Count(), 2, 16);
        Assert.DoesNotContain(TurnLane.Of(default), Enumerable.Range(0, 1_000).Select(n => TurnLane.Unknown($"name-{n}")));
    }

    private static TurnLane Lane(int n) => TurnLane.Of(new(new Guid(n + 1, 0, 0, new byte[8])));

    private static Task<FairTurns.Turn> Take(FairTurns turns, TurnLane lane) => turns.TakeAsync(lane, TestContext.Current.CancellationToken).AsTask();

    private static async Task<List<FairTurns.Turn>> TakeAsync(FairTurns turns, TurnLane lane, int count)
    {
        var taken = new List<FairTurns.Turn>();
        for (var i = 0; i < count; i++)
        {
            var turn = Take(turns, lane);
            Assert.True(turn.IsCompletedSuccessfully);
            taken.Add(await turn);
            Assert.Null(taken[^1].Refusal);
        }
        return taken;
    }

    private static async Task WorkAsync(FairTurns turns, TurnLane lane, Action work)
    {
        using var turn = await Take(turns, lane);
        Assert.Null(turn.Refusal);
        work();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value;)
            seen = Interlocked.CompareExchange(ref most, value, seen) is var found && found == seen ? value : found;
    }
}
