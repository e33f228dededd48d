using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using Xunit;

namespace SharpCommerce.Tests.Limits;

public sealed class PasswordWorkTests
{
    [Fact]
    public async Task A_few_run_a_few_wait_and_the_rest_is_refused_meanwhile()
    {
        using var work = new PasswordWork(new() { PasswordsAtOnce = 1 });
        using var gate = new ManualResetEventSlim();
        var (running, most) = (0, 0);
        int Hash()
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            gate.Wait(TimeSpan.FromSeconds(30));
            return Interlocked.Decrement(ref running);
        }

        var all = Enumerable.Range(0, 50).Select(_ => work.RunAsync(Hash, TestContext.Current.CancellationToken)).ToList();
        // While those who have a turn still work; the gate opens by itself after 30 s.
        while (all.Count(task => task.IsFaulted) < all.Count - 1 - PasswordWork.MostWaiting && !all.Exists(task => task.IsCompletedSuccessfully))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var refused = all.Where(task => task.IsFaulted).ToList();
        gate.Set();
        foreach (var task in all.Except(refused))
            await task;

        Assert.Equal((1 + PasswordWork.MostWaiting, 1), (all.Count - refused.Count, most));
        var error = Assert.IsType<CommerceException>(refused[0].Exception!.InnerException).Error;
        Assert.Equal((ErrorKind.RateLimited, "rate_limited", 1), (error.Kind, error.Code, error.Extensions!["retryAfter"]));
        Assert.Equal(7, await work.RunAsync(() => 7, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Failing_work_and_a_caller_who_leaves_give_their_turn_back()
    {
        using var work = new PasswordWork(new() { PasswordsAtOnce = 1 });
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<FormatException>(() => work.RunAsync(int () => throw new FormatException(), TestContext.Current.CancellationToken));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.RunAsync(() => 1, left.Token));
        }
        Assert.Equal(7, await work.RunAsync(() => 7, TestContext.Current.CancellationToken));
    }
}
