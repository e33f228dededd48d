using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Tenants;

/// <summary>What an operator says of a tenant.</summary>
public sealed record TenantInput
{
    /// <summary>The short name in host names and the <c>X-Tenant</c> header: lower-case letters, digits and hyphens; cannot be changed.</summary>
    [Required, RegularExpression("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", ErrorMessage = "must be 1 to 63 lower-case letters, digits and hyphens.")]
    public required string Slug { get; init; }

    /// <summary>The name that shoppers see.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string Name { get; init; }

    /// <summary>The currency in which its catalog is priced; cannot be changed.</summary>
    public required Currency DefaultCurrency { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 country whose tax applies before a shopper gives an address.</summary>
    [Required, RegularExpression("^[A-Z]{2}$", ErrorMessage = "must be an ISO 3166-1 alpha-2 code.")]
    public string Country { get; init; } = "US";

    /// <summary>Host names that lead to it.</summary>
    [MaxLength(50)]
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Web origins (<c>https://shop.example.com</c>) whose scripts may call the API for it; those of its domains may without being listed.</summary>
    [MaxLength(50)]
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Where its rows lie; cannot be changed.</summary>
    public TenantIsolation Isolation { get; init; }

    /// <summary>For a dedicated tenant: the URL of its database. Null: one is made next to the shared one. Never given back.</summary>
    [StringLength(2_000)]
    public string? DatabaseUrl { get; init; }
}
