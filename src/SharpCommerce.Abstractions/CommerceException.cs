namespace SharpCommerce;

/// <summary>The family of a broken rule; the HTTP layer maps each to one status.</summary>
public enum ErrorKind
{
    /// <summary>The input is wrong (400).</summary>
    Invalid,

    /// <summary>The caller is not who it must be (401).</summary>
    Unauthenticated,

    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or it is another tenant's (404).</summary>
    NotFound,

    /// <summary>The state does not allow it (409).</summary>
    Conflict,

    /// <summary>It was there and is not kept any more (410).</summary>
    Gone,

    /// <summary>The version that the caller saw is no longer current (412).</summary>
    PreconditionFailed,

    /// <summary>The input is too large (413).</summary>
    TooLarge,

    /// <summary>The input is well-formed but contradicts an earlier request (422).</summary>
    Unprocessable,

    /// <summary>Too many calls or attempts (429).</summary>
    RateLimited,

    /// <summary>A part outside this process does not answer (503).</summary>
    Unavailable,

    /// <summary>There is no room left to write to (507).</summary>
    StorageFull,

    /// <summary>A part outside this process answers with an error (502).</summary>
    Upstream,
}

/// <summary>A broken rule: what kind, a stable machine-readable code, and a sentence for people.</summary>
/// <param name="Kind">The family, which decides the HTTP status.</param>
/// <param name="Code">A lower_snake code; once published it never changes its meaning.</param>
/// <param name="Message">One sentence that says what to do; never holds a secret or another tenant's data.</param>
public sealed record CommerceError(ErrorKind Kind, string Code, string Message)
{
    /// <summary>Messages per input field, for <see cref="ErrorKind.Invalid"/>.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Further members of the answer, such as the allowed transitions or the variants that ran short.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }
}

/// <summary>Thrown when a rule is broken. Anything else that is thrown is a bug or an outage.</summary>
public sealed class CommerceException : Exception
{
    /// <summary>Throws with the given error.</summary>
    public CommerceException(CommerceError error) : base(error?.Message)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>The broken rule.</summary>
    public CommerceError Error { get; }
}
