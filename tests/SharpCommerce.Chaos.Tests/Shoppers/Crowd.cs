namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>
/// Buyers and staff of several tenants, as many at once as there are members. Each has a few errands open: one whose answer is being waited for does not
/// keep its owner from the next. What they want follows from the seed alone; in which order it happens, chance decides.
/// </summary>
internal sealed class Crowd
{
    private const int MostOpen = 12;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    /// <summary>Between two calls of a member: without it buyers would take the processor that a server needs to start.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly Stage _stage;
    private readonly int _seed;
    private readonly Member[] _members;
    private volatile bool _closing;

    internal Crowd(Stage stage, int members, int seed)
    {
        (_stage, _seed) = (stage, seed);
        _members = [.. Enumerable.Range(0, members).Select(number => new Member(number))];
        foreach (var member in _members)
            member.Work = LiveAsync(member);
    }

    /// <summary>Lets everybody end what they began; what is not answered within the limit is a fault.</summary>
    internal async Task CloseAsync(TimeSpan limit)
    {
        _closing = true;
        try
        {
            await Task.WhenAll(_members.Select(member => member.Work)).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not answered within {limit}: {string.Join("; ", _members.SelectMany(member => member.States()))}");
        }
    }

    private async Task LiveAsync(Member member)
    {
        // Off the test's own thread.
        await Task.Yield();
        for (var number = 0; ;)
        {
            var now = Environment.TickCount64;
            var errand = member.Next(now);
            if (errand is null && !_closing && member.Count < MostOpen)
                member.Add(errand = New(member.Number, number++));
            if (errand is null)
            {
                if (_closing && member.Count == 0)
                    return;
                await Task.Delay(Rest);
                continue;
            }
            if (await errand.StepAsync(_stage.AnyNode()))
                member.Done(errand);
            await Task.Delay(errand.Unheard ? Breath : Pace);
        }
    }

    private Errand New(int member, int number)
    {
        var random = new Random(unchecked((_seed * 1_000_003) + (member * 10_007) + number));
        var tenant = random.GetItems(_stage.Tenants, 1)[0];
        var key = $"s{_seed}-{member}-{number}";
        return random.Next(8) == 0 ? new Adjustment(_stage, tenant, key, random) : new Purchase(_stage, tenant, key, random);
    }

    private sealed class Member(int number)
    {
        private readonly List<Errand> _open = [];

        internal int Number => number;

        internal Task Work { get; set; } = Task.CompletedTask;

        internal int Count
        {
            get
            {
                lock (_open)
                    return _open.Count;
            }
        }

        internal Errand? Next(long now)
        {
            lock (_open)
                return _open.Find(errand => errand.NotBefore <= now);
        }

        internal void Add(Errand errand)
        {
            lock (_open)
                _open.Add(errand);
        }

        internal void Done(Errand errand)
        {
            lock (_open)
            {
                _open.Remove(errand);
                if (errand.Next is { } next)
                    _open.Add(next);
            }
        }

        internal List<string> States()
        {
            lock (_open)
                return [.. _open.Select(errand => $"{errand.GetType().Name}: {errand.State}")];
        }
    }
}
