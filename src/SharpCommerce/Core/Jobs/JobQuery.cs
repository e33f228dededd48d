using System.ComponentModel.DataAnnotations;

namespace SharpCommerce.Core.Jobs;

/// <summary>Which jobs.</summary>
public sealed record JobQuery
{
    /// <summary>Only of this kind, such as <c>product_import</c>.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Kind { get; init; }

    /// <summary>Only those that stand here.</summary>
    public JobStatus? Status { get; init; }

    /// <summary>How many, from 1 to 100.</summary>
    [Range(1, 100, ErrorMessage = "must be from 1 to 100.")]
    public int Limit { get; init; } = 20;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}
