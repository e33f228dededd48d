using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Customers;

/// <summary>What shoppers say of themselves.</summary>
public sealed record ProfileInput
{
    /// <summary>The name.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Name { get; init; }

    /// <summary>For questions about an order.</summary>
    [StringLength(40)]
    public string? Phone { get; init; }

    /// <summary>The address that is offered first: one of the shopper's own.</summary>
    public Id<CustomerAddress>? DefaultShippingAddressId { get; init; }
}

/// <summary>What staff change of a customer.</summary>
public sealed record CustomerInput
{
    /// <summary>The name.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Name { get; init; }

    /// <summary>Whether the customer may not sign in.</summary>
    public bool Disabled { get; init; }
}

/// <summary>Which customers.</summary>
public sealed record CustomerQuery
{
    /// <summary>Only the customer of this email address.</summary>
    public string? Email { get; init; }

    /// <summary>How many, from 1 to 100.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}
