namespace SharpCommerce.FakePay.Validation;

/// <summary>Which rule of a schema a value breaks.</summary>
public enum SchemaRule
{
    /// <summary>A member or parameter that the description does not have.</summary>
    Unknown,

    /// <summary>One that must be there and is not.</summary>
    Required,

    /// <summary>A number where a text belongs, and the like.</summary>
    Type,

    /// <summary>None of the values that are allowed.</summary>
    Value,

    /// <summary>Not of the form that the pattern says.</summary>
    Pattern,

    /// <summary>Too long, too short, too many, too few.</summary>
    Length,

    /// <summary>The wrong media type, or a body that cannot be read.</summary>
    Media,
}

/// <summary>One thing that is not as described.</summary>
/// <param name="Path">A JSON pointer into the body, or <c>query/…</c>, <c>header/…</c>, <c>path/…</c>.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Message">A sentence.</param>
public sealed record SchemaError(string Path, SchemaRule Rule, string Message);

/// <summary>A request that is not as the provider describes it, or an answer of ours that is not.</summary>
/// <param name="At">When, by the provider's clock.</param>
/// <param name="Provider">Whose API.</param>
/// <param name="Account">The name of the account.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Errors">What is wrong.</param>
/// <param name="Answer">Whether it is our answer that is wrong: a mistake in the fake.</param>
public sealed record Violation(DateTimeOffset At, Provider Provider, string Account, string Method, string Path, IReadOnlyList<SchemaError> Errors, bool Answer = false);
