using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace SharpCommerce.FakePay.Webhooks;

/// <summary>Delivers events: in order for each account unless a rule says otherwise, and again when they were not accepted.</summary>
internal sealed class WebhookSender(FakePayState state) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(WebhookRule Rule, int? Left)> _rules = [];
    private readonly Dictionary<string, Task> _tails = [];
    private readonly Dictionary<string, List<Func<Task>>> _held = [];
    private readonly ConcurrentQueue<Delivery> _deliveries = [];
    private readonly ConcurrentDictionary<Task, bool> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };

    internal IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    internal IReadOnlyList<WebhookRule> Rules
    {
        get
        {
            lock (_gate)
                return [.. _rules.Select(rule => rule.Rule with { Count = rule.Left })];
        }
    }

    internal void Add(WebhookRule rule)
    {
        lock (_gate)
            _rules.Add((rule, rule.Count));
    }

    /// <summary>Forgets the rules; what was held back is sent.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
            foreach (var account in _held.Keys.ToList())
                Release(account);
        }
    }

    /// <summary>Completes when those that must arrive before the answer have been delivered.</summary>
    internal async Task SendAsync(IReadOnlyList<ProviderEvent> events)
    {
        var first = new List<Task>();
        lock (_gate)
        {
            foreach (var happened in events)
            {
                var rule = Take(happened);
                var mode = rule?.Mode ?? WebhookMode.Ok;
                var receiver = mode == WebhookMode.WrongAccount ? state.Accounts.Named(rule!.To ?? "") ?? happened.Account : happened.Account;
                var letters = new Lazy<IReadOnlyList<Outgoing>>(() => state.Write(happened, receiver, mode));
                Task Deliver() => DeliverAsync(happened, mode, letters.Value);

                var account = happened.Account.Name;
                var holds = _held.ContainsKey(account);
                switch (mode)
                {
                    case WebhookMode.Lost:
                        break;
                    case WebhookMode.BeforeAnswer:
                        first.Add(Run(Deliver));
                        break;
                    case WebhookMode.OutOfOrder:
                        if (!holds)
                            _held[account] = [];
                        _held[account].Add(Deliver);
                        holds = false;
                        break;
                    case WebhookMode.Late:
                        Run(() => AfterAsync(rule!.Milliseconds, Deliver));
                        break;
                    case WebhookMode.Duplicate:
                        Queue(account, () => Task.WhenAll(Enumerable.Range(0, rule!.Copies).Select(_ => Deliver())));
                        break;
                    case WebhookMode.Replay:
                        Queue(account, Deliver);
                        Run(() => AfterAsync(rule!.Milliseconds, Deliver));
                        break;
                    default:
                        Queue(account, Deliver);
                        break;
                }
                if (holds && mode != WebhookMode.Lost)
                    Release(account);
            }
        }
        await Task.WhenAll(first);
    }

    /// <summary>Sends an event once more, as the provider's dashboard would.</summary>
    internal Task ResendAsync(ProviderEvent happened) => DeliverAsync(happened, WebhookMode.Ok, state.Write(happened, happened.Account, WebhookMode.Ok));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Keys);
        _client.Dispose();
        _stopping.Dispose();
    }

    private WebhookRule? Take(ProviderEvent happened)
    {
        var index = _rules.FindIndex(entry => (entry.Rule.Provider is null || entry.Rule.Provider == happened.Provider)
            && (entry.Rule.Account is null || entry.Rule.Account == happened.Account.Name)
            && (entry.Rule.Event is null || entry.Rule.Event == happened.Type
                || (entry.Rule.Event.EndsWith('*') && happened.Type.StartsWith(entry.Rule.Event[..^1], StringComparison.Ordinal))));
        if (index < 0)
            return null;
        var (rule, left) = _rules[index];
        if (left is 1)
            _rules.RemoveAt(index);
        else
            _rules[index] = (rule, left - 1);
        return rule;
    }

    private void Release(string account)
    {
        _held.Remove(account, out var held);
        foreach (var deliver in held ?? [])
            Queue(account, deliver);
    }

    private void Queue(string account, Func<Task> deliver)
    {
        var before = _tails.GetValueOrDefault(account, Task.CompletedTask);
        _tails[account] = Run(async () =>
        {
            await before;
            await deliver();
        });
    }

    private Task Run(Func<Task> work)
    {
        var task = Task.Run(work);
        _running.TryAdd(task, true);
        // What failed stays, and fails whoever stops the fake: it is a mistake in the fake.
        _ = task.ContinueWith(done => done.IsFaulted || _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    private async Task AfterAsync(int milliseconds, Func<Task> deliver)
    {
        if (await PauseAsync(TimeSpan.FromMilliseconds(milliseconds)))
            await deliver();
    }

    private async Task DeliverAsync(ProviderEvent happened, WebhookMode mode, IReadOnlyList<Outgoing> letters)
    {
        foreach (var letter in letters)
        {
            if (!await TryAsync(happened, mode, letter, 1) && state.Options.WebhookRetries.Count > 0)
                _ = Run(() => RetryAsync(happened, mode, letter));
        }
    }

    /// <summary>Apart from the queue, so that one event that is refused does not keep the next ones back.</summary>
    private async Task RetryAsync(ProviderEvent happened, WebhookMode mode, Outgoing letter)
    {
        var attempt = 1;
        foreach (var pause in state.Options.WebhookRetries)
        {
            if (!await PauseAsync(pause) || await TryAsync(happened, mode, letter, ++attempt))
                return;
        }
    }

    private async Task<bool> TryAsync(ProviderEvent happened, WebhookMode mode, Outgoing letter, int attempt)
    {
        int? status = null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, letter.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(letter.Body)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            foreach (var (name, value) in letter.Headers)
                request.Headers.TryAddWithoutValidation(name, value);
            using var response = await _client.SendAsync(request, _stopping.Token);
            status = (int)response.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // Nobody was there: the delivery says so by its missing status.
        }
        _deliveries.Enqueue(new(happened.Id, happened.Type, happened.Account.Name, letter.Url, mode, attempt, status));
        return status is >= 200 and < 300;
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _stopping.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
