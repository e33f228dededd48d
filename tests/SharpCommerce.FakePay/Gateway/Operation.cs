using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Ledger;
using SharpCommerce.FakePay.Validation;
using SharpCommerce.FakePay.Webhooks;

namespace SharpCommerce.FakePay.Gateway;

/// <summary>One call that an API has; its template is written as in the provider's OpenAPI file.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path.</param>
/// <param name="Name">As faults name it.</param>
/// <param name="Changes">Whether faults about charges concern it.</param>
/// <param name="Run">Does it, under the book's lock.</param>
internal sealed record Operation(string Method, string Template, string Name, bool Changes, Func<Call, Answer> Run);

/// <summary>An answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body, if there is one.</param>
internal sealed record Answer(int Status, JsonNode? Body)
{
    /// <summary>Of the answer alone.</summary>
    internal Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>What PayPal shows when the call is repeated.</summary>
    internal (string Kind, string Id)? Resource { get; init; }
}

/// <summary>A refusal that changed nothing.</summary>
/// <param name="answer">What the caller gets.</param>
/// <param name="stored">Whether it is kept for the key, because the call had begun.</param>
internal sealed class ApiFailure(Answer answer, bool stored = false) : Exception
{
    internal Answer Answer => answer;

    internal bool Stored => stored;
}

/// <summary>A call on its way.</summary>
internal sealed class Call(HttpContext http, Operation operation, FakePayState state)
{
    internal HttpContext Http => http;

    internal Operation Operation => operation;

    internal FakePayState State => state;

    internal Book Book => state.Book;

    internal DateTimeOffset Now { get; } = state.Clock.GetUtcNow();

    internal string RequestId { get; init; } = "";

    internal FakeAccount Account { get; set; } = null!;

    internal string RawBody { get; set; } = "";

    internal JsonObject Body { get; set; } = [];

    internal JsonObject Query { get; set; } = [];

    /// <summary>The key that makes it idempotent.</summary>
    internal string? Key { get; set; }

    internal Fault? Fault { get; set; }

    internal List<ProviderEvent> Events { get; } = [];

    /// <summary>What the provider does right after it has made up its answer.</summary>
    internal List<Action> Later { get; } = [];

    internal bool Declined => Fault?.Mode == FaultMode.Decline;

    /// <summary>What a person or a test does at the provider, without a call to its API.</summary>
    internal static Call Outside(FakePayState state, FakeAccount account) =>
        new(new DefaultHttpContext(), new("", "", "outside", false, _ => new(204, null)), state) { Account = account };

    internal string Id(string name) => (string)http.Request.RouteValues[name]!;
}

/// <summary>What Stripe and PayPal do differently.</summary>
internal interface IProtocol
{
    Provider Provider { get; }

    IReadOnlyList<Operation> Operations { get; }

    /// <summary>The official description, if it is there.</summary>
    OpenApiFile? Specification { get; }

    /// <summary>What is wrong with a request, by the official description as it is today.</summary>
    IReadOnlyList<SchemaError> Check(Call call);

    string NewRequestId();

    void WriteHeaders(Call call);

    /// <summary>Reads query, body and key.</summary>
    void Read(Call call);

    FakeAccount? Authenticate(Call call);

    /// <summary>The answer to a request that is not as described.</summary>
    Answer Refuse(Call call, IReadOnlyList<SchemaError> errors);

    /// <summary>What a key is unique within: at Stripe the account, at PayPal the call as well.</summary>
    string KeyName(Call call);

    /// <summary>The earlier answer to the same key, if there is one; throws when the key was used otherwise.</summary>
    Answer? Replay(Call call);

    /// <summary>Keeps for the key what was done and what was answered.</summary>
    void Remember(Call call, Answer done, Answer answered);

    Answer Busy(Call call);

    /// <summary>500, 503, 429, 404.</summary>
    Answer Trouble(Call call, int status);
}
