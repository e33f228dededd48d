using System.ComponentModel.DataAnnotations;

namespace SharpCommerce.Core.Audit;

/// <summary>Which entries of an audit log.</summary>
public sealed record AuditQuery
{
    /// <summary>Only changes of this actor, such as <c>user:</c> and an id.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Actor { get; init; }

    /// <summary>Only this operation, such as <c>updateProduct</c>.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Action { get; init; }

    /// <summary>Only changes of this kind of thing, such as <c>product</c>.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Subject { get; init; }

    /// <summary>Only changes of the thing with this id.</summary>
    [StringLength(InputRules.MaxText)]
    public string? SubjectId { get; init; }

    /// <summary>Only the call with this <c>X-Request-Id</c>.</summary>
    [StringLength(InputRules.MaxText)]
    public string? RequestId { get; init; }

    /// <summary>At or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>How many, from 1 to 100.</summary>
    [Range(1, 100, ErrorMessage = "must be from 1 to 100.")]
    public int Limit { get; init; } = 20;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}
