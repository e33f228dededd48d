using SharpCommerce.Core;

namespace SharpCommerce.Customers;

/// <summary>The codes of this module.</summary>
internal static class CustomerErrors
{
    internal static CommerceException NotFound() => CommerceErrors.NotFound("customer");

    internal static CommerceException AddressNotFound() => CommerceErrors.NotFound("address");
}
