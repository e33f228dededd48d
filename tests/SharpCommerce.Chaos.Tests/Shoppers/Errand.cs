using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>Something that a client wants done, in steps. A step whose answer was lost or put off is asked for again, with the same key, until there is an answer.</summary>
internal abstract class Errand(Stage stage, string key)
{
    private static readonly TimeSpan AfterOutage = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WhileRunning = TimeSpan.FromMilliseconds(500);

    protected Stage Stage => stage;

    protected string Key => key;

    /// <summary>Whether the last call had no answer at all: its owner takes a breath before the next.</summary>
    internal bool Unheard { get; private set; }

    /// <summary>When the next step may be tried, by <see cref="Environment.TickCount64"/>.</summary>
    internal long NotBefore { get; private set; }

    /// <summary>What came out of it in the end, or where it stands.</summary>
    internal string State { get; private set; } = "begun";

    /// <summary>What follows from it, such as that an order is called off.</summary>
    internal Errand? Next { get; private protected set; }

    /// <summary>How often a step was begun anew, under a new key, because what came of the old one had to be looked up.</summary>
    private int _anew;

    /// <summary>Tries the next step; says whether the errand is over.</summary>
    internal abstract Task<bool> StepAsync(ShopClient client);

    /// <summary>Makes a call; null when it has to be made again.</summary>
    protected async Task<Answer?> AskAsync(ShopClient client, string method, string path, object? body, string step, bool staff = false)
    {
        var answer = await client.TryAsync(method, path, body, KeyOf(step), staff);
        Unheard = answer is null;
        switch (answer?.Status)
        {
            case null or 503:
                return Later(AfterOutage, $"{step}: {answer?.Status.ToString() ?? "no answer"}");
            case 409 when answer.Code == "idempotency_in_progress":
                return Later(WhileRunning, $"{step}: in progress");
            case >= 500 or 429:
                stage.Blame($"{method} {path} answered {answer.Status}: {answer.Text}");
                return Later(AfterOutage, $"{step}: {answer.Status}");
            default:
                return answer;
        }
    }

    /// <summary>The key of a step's call.</summary>
    protected string KeyOf(string step) => _anew == 0 ? $"{key}-{step}" : $"{key}-{step}-{_anew}";

    /// <summary>The call was cut off after it may have changed something: its owner looks and goes on from what is there.</summary>
    protected bool WasLost(Answer answer)
    {
        if (answer.Status != 409 || answer.Code != "idempotency_answer_lost")
            return false;
        _anew++;
        stage.AnswerLost();
        return true;
    }

    /// <summary>Reads something; null when it has to be read again.</summary>
    protected Task<Answer?> LookAsync(ShopClient client, string path, bool staff = false) => AskAsync(client, "GET", path, null, "look", staff);

    protected bool End(string state)
    {
        State = state;
        return true;
    }

    /// <summary>Nobody should ever get this answer.</summary>
    protected bool Wrong(string step, Answer answer)
    {
        stage.Blame($"{GetType().Name} {key}, {step}: {answer.Status} {answer.Text}");
        return End("wrong");
    }

    private Answer? Later(TimeSpan wait, string state)
    {
        State = state;
        NotBefore = Environment.TickCount64 + (long)wait.TotalMilliseconds;
        return null;
    }
}
