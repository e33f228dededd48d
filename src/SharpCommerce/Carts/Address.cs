using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Carts;

/// <summary>A postal address.</summary>
public record Address
{
    /// <summary>The recipient.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string Name { get; init; }

    /// <summary>The company.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Company { get; init; }

    /// <summary>Street and number.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string Line1 { get; init; }

    /// <summary>Floor, apartment.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Line2 { get; init; }

    /// <summary>The town.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string City { get; init; }

    /// <summary>State or province.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Region { get; init; }

    /// <summary>The postal code; empty in countries without one.</summary>
    [StringLength(20)]
    public required string PostalCode { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Required, RegularExpression("^[A-Z]{2}$", ErrorMessage = "must be an ISO 3166-1 alpha-2 code.")]
    public required string Country { get; init; }

    /// <summary>For the carrier.</summary>
    [StringLength(40)]
    public string? Phone { get; init; }
}
