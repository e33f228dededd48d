using System.Collections.Concurrent;
using System.Diagnostics;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Proof;

/// <summary>
/// One tenant tries everything with another one's ids and names: every operation, every input, every credential of its own, every way to
/// name its tenant. Beside each call goes its twin, with a value that is nobody's: the answers must be alike.
/// </summary>
internal sealed class IsolationRun(ProofShop attacker, ProofShop victim, string expired)
{
    private const int MostValues = 2;
    private const int Workers = 6;

    private readonly CallMaker _maker = new(attacker);
    private readonly Secrets _secrets = new(victim.Word, victim.World, attacker.World);
    private Person _bystander = attacker.Guest;
    private readonly IReadOnlyList<Credential> _credentials = Credential.Of(attacker, expired);
    private int _requests;

    internal int Requests => _requests;

    internal int Attacks { get; private set; }

    internal ConcurrentBag<string> Leaks { get; } = [];

    internal ConcurrentBag<string> Failures { get; } = [];

    internal ConcurrentBag<string> Oracles { get; } = [];

    internal ConcurrentBag<string> Vacuous { get; } = [];

    /// <summary>Inputs of which no value belongs to the victim alone.</summary>
    internal ConcurrentBag<string> Shared { get; } = [];

    /// <summary>A call that works, with what was made for it.</summary>
    private sealed record Subject(ApiCall Call, Bodies Bodies, World World);

    private sealed record Attack(ApiOperation Operation, ApiInput Input, string Kind, IReadOnlyList<string> Values);

    /// <summary>Calls every operation as whoever may, with the attacker's own: what fails here would make what is refused later worthless.</summary>
    internal async Task ControlAsync()
    {
        var people = new Dictionary<bool, Person> { [false] = await attacker.RegisterAsync(), [true] = await attacker.AppointAsync() };
        foreach (var operation in attacker.Api.Operations.Where(operation => !Hints.NeedOthers.Contains(operation.Id)).OrderBy(operation => operation.Method == "DELETE"))
        {
            for (var attempt = 0; ; attempt++)
            {
                var reply = await TryAsync(operation, people[operation.OfPlatform]);
                if (reply is { Succeeded: true })
                    break;
                if (attempt == 1)
                {
                    Vacuous.Add($"{operation}: {reply}");
                    break;
                }
                // Some calls end the session or change the password of whoever makes them.
                people[operation.OfPlatform] = operation.OfPlatform ? await attacker.AppointAsync() : await attacker.RegisterAsync();
            }
        }
    }

    internal async Task AttackAsync()
    {
        _bystander = await attacker.RegisterAsync();
        var attacks = attacker.Api.Operations.SelectMany(operation => operation.Inputs.SelectMany(input => input.Kinds.Select(kind => Of(operation, input, kind)))).OfType<Attack>()
            .OrderBy(attack => attack.Operation.Method == "DELETE").ToLookup(attack => attack.Operation.Writes && Kinds.IsName(attack.Kind));
        Attacks = attacks.Sum(wave => wave.Count());
        await ForEachAsync(attacks[false], Workers, attack => attack.Operation, RunAsync);
        await ForEachAsync(attacker.Api.Operations.Where(operation => operation.Inputs.Count(input => Guilty(input) is not null) > 1), Workers, operation => operation, AllAtOnceAsync);
        // What changes the attacker's own things by the victim's names comes last and one by one: from then on those names are the attacker's, too.
        await ForEachAsync(attacks[true], 1, attack => attack.Operation, RunAsync);
        await ForEachAsync(attacker.Api.Operations, Workers, operation => operation, StrangeCarriersAsync);
    }

    private async Task ForEachAsync<T>(IEnumerable<T> items, int workers, Func<T, ApiOperation> operation, Func<T, Task> work) =>
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = workers }, async (item, _) =>
        {
            try
            {
                await work(item);
            }
            catch (Exception failure) when (failure is InvalidOperationException or Xunit.Sdk.XunitException)
            {
                Vacuous.Add($"{operation(item)}: {failure.Message}");
            }
        });

    private async Task<Reply?> TryAsync(ApiOperation operation, Person person)
    {
        try
        {
            await _maker.PrepareAsync(operation, person);
            Interlocked.Increment(ref _requests);
            return await _maker.SendAsync(await _maker.MakeAsync(operation, person), person);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Xunit.Sdk.XunitException)
        {
            Failures.Add($"{operation}: {failure.Message}");
            return null;
        }
    }

    private Attack? Of(ApiOperation operation, ApiInput input, string kind)
    {
        var own = attacker.World.All(kind);
        var values = kind == Kinds.IdempotencyKey ? [Harvest.Key(victim, operation)] : victim.World.All(kind).Except(own).ToList();
        if (values.Count > 0)
            return new(operation, input, kind, values.Count <= MostValues ? values : [values[0], values[^1]]);
        Shared.Add($"{operation} {input} ({kind})");
        return null;
    }

    private string? Guilty(ApiInput input) => input.Kinds.Where(kind => !Kinds.IsName(kind)).SelectMany(kind => victim.World.All(kind).Except(attacker.World.All(kind))).FirstOrDefault();

    private async Task RunAsync(Attack attack)
    {
        var own = await SubjectAsync(attack.Operation);
        // A name takes effect, so its twin gets a thing of its own with which the same can happen.
        var beside = attack.Operation.Writes && Kinds.IsName(attack.Kind) ? await SubjectAsync(attack.Operation) : own;
        await ControlInputAsync(attack, own);
        foreach (var value in attack.Values)
        {
            var twin = HasTwin(attack) ? Twin.Of(attack.Kind, value) : null;
            // Checking a password costs a hundred times what all else does.
            var slow = own.Call.Body?["password"] is not null || attack.Kind == Kinds.IdempotencyKey || attack.Kind == Kinds.Email && attack.Operation.Path.Contains("/auth/", StringComparison.Ordinal);
            foreach (var credential in slow ? [_credentials[0], _credentials[3]] : _credentials)
            {
                foreach (var carrier in slow ? [Carrier.Header] : Carrier.All)
                {
                    var reply = await SendAsync(own.Call.With(attack.Input, value, own.Bodies), credential, carrier.Of(attacker), (attack.Kind, value));
                    if (twin is not null)
                        Compare(attack, credential, carrier, (reply, value), (await SendAsync(beside.Call.With(attack.Input, twin, beside.Bodies), credential, carrier.Of(attacker), (attack.Kind, twin)), twin));
                }
            }
        }
    }

    private async Task<Subject> SubjectAsync(ApiOperation operation)
    {
        var world = new World(attacker.World);
        return new(await _maker.MakeAsync(operation, _bystander, world), _maker.BodiesOf(operation, world, _bystander), world);
    }

    // Of what has no id there is only one, and the first of two calls has changed it.
    private static bool HasTwin(Attack attack) =>
        !(attack.Operation.Writes && attack.Kind == Kinds.IdempotencyKey && attack.Operation.Method != "POST" && attack.Operation.Inputs.Where(input => input.Place == "path").All(input => input.Kinds.All(Kinds.IsName)));

    /// <summary>The attacker's own value of the kind works at this place: so it is the right kind, and another's is refused for being another's.</summary>
    private async Task ControlInputAsync(Attack attack, Subject subject)
    {
        if (attack.Input.Place == "path" || attack.Kind == Kinds.IdempotencyKey || attack.Operation.OfPlatform || attack.Operation.Path.Contains("/auth/", StringComparison.Ordinal))
            return;
        Reply? last = null;
        // A part of the thing that is changed, or something that has nothing to do with it; of the shop, or of a shopper.
        foreach (var own in new[] { subject.World.Own(attack.Kind), attacker.World.Find(attack.Kind) }.OfType<string>().Distinct())
        {
            foreach (var sender in new[] { attacker.Suitable(attack.Operation, attacker.Customer), attacker.Customer }.Distinct())
            {
                Interlocked.Increment(ref _requests);
                last = await attacker.SendAsync(subject.Call.With(attack.Input, own, subject.Bodies), sender);
                // That a name is taken, or that something else is missing, shows as well that it was understood.
                if (last.Succeeded || last.Status == 409 || last.Status == 400 && !last.Text.Contains($"{attack.Input.Name}\":[", StringComparison.Ordinal))
                    return;
            }
        }
        if (last is not null && !Hints.Refusing.Contains($"{attack.Operation} {attack.Input}"))
            Vacuous.Add($"{attack.Operation} {attack.Input} with the own {attack.Kind}: {last}");
    }

    private async Task AllAtOnceAsync(ApiOperation operation)
    {
        var (call, bodies, _) = await SubjectAsync(operation);
        var sent = operation.Inputs.Select(input => (Input: input, Value: Guilty(input))).Where(pair => pair.Value is not null).ToList();
        call = sent.Aggregate(call, (current, pair) => current.With(pair.Input, pair.Value!, bodies));
        foreach (var credential in _credentials)
        {
            foreach (var carrier in Carrier.All)
                await SendAsync(call, credential, carrier.Of(attacker), [.. sent.Select(pair => (pair.Input.Kinds[0], pair.Value!))]);
        }
    }

    /// <summary>The attacker's credential, and the victim's name where the tenant is named.</summary>
    private async Task StrangeCarriersAsync(ApiOperation operation)
    {
        // Signing in looks at no credential: whoever names the other tenant there is its guest.
        if (operation.IsOpen && !operation.Path.Contains("/store/", StringComparison.Ordinal))
            return;
        var call = await _maker.MakeAsync(operation, _bystander);
        foreach (var credential in _credentials.Where(credential => credential.Bearer is not null))
        {
            foreach (var carrier in (Carrier[])[Carrier.Header, Carrier.Subdomain])
            {
                var reply = await SendAsync(call, credential, carrier.Of(victim), ("tenant.slug", victim.Word));
                if (operation.Scope == "tenant" && reply.Status is not (401 or 403))
                    Leaks.Add($"{call} as {credential.Name} of another tenant, named by {carrier.Name}: {reply}");
            }
        }
    }

    private async Task<Reply> SendAsync(ApiCall call, Credential credential, Action<HttpRequestMessage> carry, params (string Kind, string Value)[] sent)
    {
        Interlocked.Increment(ref _requests);
        var reply = await attacker.SendAsync(call, credential.Bearer, carry);
        if (reply.Status >= 500)
            Failures.Add($"{call} as {credential.Name}: {reply}");
        if (_secrets.Shown(reply, sent) is { } shown)
            Leaks.Add($"{call} as {credential.Name} shows {shown}: {reply}");
        return reply;
    }

    private void Compare(Attack attack, Credential credential, Carrier carrier, (Reply Reply, string Value) real, (Reply Reply, string Value) twin)
    {
        var (left, right) = (real.Reply, twin.Reply);
        if (left.Status == 429 || right.Status == 429)
            return;
        var alike = left.Status == right.Status;
        // What a success of a change shows is the attacker's own thing, one version later.
        if (alike && !(left.Succeeded && attack.Operation.Writes))
            alike = Masked(left.Comparable(), real.Value) == Masked(right.Comparable(), twin.Value) && Masked(left.Headers, real.Value) == Masked(right.Headers, twin.Value);
        if (!alike)
            Oracles.Add($"{attack.Operation} {attack.Input} as {credential.Name} by {carrier.Name}: {real.Value} → {left} {left.Headers}, {twin.Value} → {right} {right.Headers}");
    }

    private static string Masked(string text, string value) => text.Replace(value, "…", StringComparison.OrdinalIgnoreCase);
}
