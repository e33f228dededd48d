using System.Diagnostics.CodeAnalysis;

namespace SharpCommerce.Core.Limits;

/// <summary>
/// A bounded number of callers at work and a short queue before them, shared between lanes (tenants), so that no lane makes another
/// one wait for its own crowd: free turns go round the lanes that wait, and a full queue is cut where it is longest.
/// A lane may take all that is idle but for a rest: at most three times what is left for others. What nobody uses leaves no trace.
/// </summary>
/// <param name="limit">How many are at work at the same time; 0 is no limit.</param>
/// <param name="clock">Measures waiting.</param>
internal sealed class FairTurns(int limit, TimeProvider clock) : IDisposable
{
    /// <summary>How many times what is left for others a lane may have.</summary>
    internal const int MostOfTheRest = 3;

    /// <summary>How many may wait for each turn there is while a crowd may be passing.</summary>
    internal const int CrowdPerTurn = 32;

    /// <summary>How many may wait for each turn from when these places were not enough until nobody waits: longer waiting would serve nobody more, only later.</summary>
    internal const int OverloadPerTurn = 4;

    /// <summary>Nobody waits longer; it happens only when those at work do not come to an end.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Dictionary<TurnLane, Lane> _lanes = [];
    private readonly LinkedList<Lane> _ring = [];
    private ITimer? _rounds;
    private int _atWork;
    private int _waiting;
    private bool _overloaded;

    /// <summary>How many are at work.</summary>
    internal int AtWork => Volatile.Read(ref _atWork);

    /// <summary>How many wait.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How many lanes are known: those with somebody at work or waiting.</summary>
    internal int Lanes
    {
        get
        {
            lock (_gate)
                return _lanes.Count;
        }
    }

    private bool IsFull => _waiting >= limit * (_overloaded ? OverloadPerTurn : CrowdPerTurn);

    /// <summary>Waits for a turn, or is refused. Whoever leaves before gives the place back.</summary>
    internal async ValueTask<Turn> TakeAsync(TurnLane key, CancellationToken cancellationToken)
    {
        if (limit <= 0)
            return Turn.Unlimited;
        if (TryTake(key, out var turn, out var place))
            return turn;
        await using (cancellationToken.UnsafeRegister(static state => ((Place)state!).Leave(), place))
            return await place.Turn;
    }

    /// <summary>Refuses who has waited too long; called in rounds while anybody waits.</summary>
    internal void RefuseOverdue()
    {
        lock (_gate)
        {
            for (var lane = _ring.First; lane is not null;)
            {
                var next = lane.Next;
                while (lane.Value.Waiting.First is { } first && IsOverdue(first.Value))
                    Refuse(first.Value);
                lane = next;
            }
        }
    }

    public void Dispose() => _rounds?.Dispose();

    private bool TryTake(TurnLane key, [NotNullWhen(true)] out Turn? turn, [NotNullWhen(false)] out Place? place)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(key, out var lane))
                _lanes[key] = lane = new(key);
            (turn, place) = (null, null);
            if (lane.Waiting.Count == 0 && MayWork(lane))
            {
                turn = Start(lane);
            }
            else if (!IsFull)
            {
                place = Enqueue(lane);
            }
            else
            {
                _overloaded = true;
                var longest = Longest();
                if (longest.Waiting.Count > lane.Waiting.Count)
                {
                    place = Enqueue(lane);
                    Refuse(longest.Waiting.Last!.Value);
                }
                else
                {
                    turn = Refusal(lane);
                    ForgetIfIdle(lane);
                }
            }
            return turn is not null;
        }
    }

    private Place Enqueue(Lane lane)
    {
        if (_waiting++ == 0)
        {
            _rounds ??= clock.CreateTimer(static turns => ((FairTurns)turns!).RefuseOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _rounds.Change(Round, Round);
        }
        if (lane.Waiting.Count == 0)
            _ring.AddLast(lane.InRing);
        var place = new Place(this, lane, clock.GetTimestamp());
        lane.Waiting.AddLast(place.InQueue);
        return place;
    }

    private bool MayWork(Lane lane)
    {
        var free = limit - _atWork;
        return free > 0 && (lane.AtWork == 0 || lane.AtWork + 1 <= MostOfTheRest * (free - 1));
    }

    private Turn Start(Lane lane)
    {
        lane.AtWork++;
        _atWork++;
        return new(this, lane);
    }

    private void End(Lane lane)
    {
        lock (_gate)
        {
            lane.AtWork--;
            _atWork--;
            PassOn();
            ForgetIfIdle(lane);
        }
    }

    /// <summary>Gives free turns to the lanes that wait, one each and round again.</summary>
    private void PassOn()
    {
        var blocked = 0;
        while (_atWork < limit && _ring.First is { } first && blocked < _ring.Count)
        {
            var lane = first.Value;
            if (IsOverdue(lane.Waiting.First!.Value))
            {
                Refuse(lane.Waiting.First.Value);
                continue;
            }
            _ring.RemoveFirst();
            _ring.AddLast(first);
            if (!MayWork(lane))
            {
                blocked++;
                continue;
            }
            blocked = 0;
            var place = lane.Waiting.First.Value;
            Remove(place);
            place.Answer(Start(lane));
        }
    }

    private bool IsOverdue(Place place) => clock.GetElapsedTime(place.Since) >= LongestWait;

    private void Refuse(Place place)
    {
        var refusal = Refusal(place.Lane);
        Remove(place);
        place.Answer(refusal);
        ForgetIfIdle(place.Lane);
    }

    /// <summary>Too many of its own, when it has more than its part while there is at least one other; else the server is full.</summary>
    private Turn Refusal(Lane lane) => lane.AtWork * Math.Max(2, _lanes.Count) > limit ? Turn.OverShare : Turn.Full;

    private Lane Longest()
    {
        var longest = _ring.First!.Value;
        foreach (var lane in _ring)
        {
            if (lane.Waiting.Count > longest.Waiting.Count)
                longest = lane;
        }
        return longest;
    }

    private void Remove(Place place)
    {
        place.Lane.Waiting.Remove(place.InQueue);
        if (place.Lane.Waiting.Count == 0)
            _ring.Remove(place.Lane.InRing);
        if (--_waiting > 0)
            return;
        _overloaded = false;
        _rounds!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Leave(Place place)
    {
        lock (_gate)
        {
            // It may have got its turn just now; then the caller ends that.
            if (place.InQueue.List is null)
                return;
            Remove(place);
            place.Cancel();
            ForgetIfIdle(place.Lane);
        }
    }

    private void ForgetIfIdle(Lane lane)
    {
        if (lane.AtWork == 0 && lane.Waiting.Count == 0)
            _lanes.Remove(lane.Key);
    }

    /// <summary>A caller at work, or the refusal. Ending it twice does nothing more.</summary>
    internal sealed class Turn : IDisposable
    {
        internal static readonly Turn Unlimited = new(null, null);
        internal static readonly Turn OverShare = new(null, null);
        internal static readonly Turn Full = new(null, null);

        private readonly FairTurns? _turns;
        private Lane? _lane;

        internal Turn(FairTurns? turns, Lane? lane) => (_turns, _lane) = (turns, lane);

        /// <summary>Null when it is granted.</summary>
        internal CommerceError? Refusal => ReferenceEquals(this, OverShare) ? LimitErrors.RateLimit(1) : ReferenceEquals(this, Full) ? LimitErrors.Overloaded() : null;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _lane, null) is { } lane)
                _turns!.End(lane);
        }
    }

    internal sealed class Lane
    {
        internal Lane(TurnLane key) => (Key, InRing) = (key, new(this));

        internal TurnLane Key { get; }

        internal int AtWork { get; set; }

        internal LinkedList<Place> Waiting { get; } = [];

        internal LinkedListNode<Lane> InRing { get; }
    }

    internal sealed class Place
    {
        private readonly FairTurns _turns;
        private readonly TaskCompletionSource<Turn> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Place(FairTurns turns, Lane lane, long since) => (_turns, Lane, Since, InQueue) = (turns, lane, since, new(this));

        internal Lane Lane { get; }

        internal long Since { get; }

        internal LinkedListNode<Place> InQueue { get; }

        internal Task<Turn> Turn => _answer.Task;

        internal void Answer(Turn turn) => _answer.SetResult(turn);

        internal void Cancel() => _answer.SetCanceled();

        internal void Leave() => _turns.Leave(this);
    }
}
