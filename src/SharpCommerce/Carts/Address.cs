namespace SharpCommerce.Carts;

/// <summary>A postal address.</summary>
/// <param name="Name">The recipient.</param>
/// <param name="Line1">Street and number.</param>
/// <param name="City">The town.</param>
/// <param name="PostalCode">The postal code; may be empty in countries without one.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Company">The company.</param>
/// <param name="Line2">Floor, apartment.</param>
/// <param name="Region">State or province.</param>
/// <param name="Phone">For the carrier.</param>
public sealed record Address(
    string Name,
    string Line1,
    string City,
    string PostalCode,
    string Country,
    string? Company = null,
    string? Line2 = null,
    string? Region = null,
    string? Phone = null);
