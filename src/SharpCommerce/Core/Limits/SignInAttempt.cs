using System.Globalization;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Limits;

/// <summary>Somebody claims to be somebody. It knows its counters' names, in which account and address are hashed: neither stands in Redis or in a log.</summary>
internal sealed class SignInAttempt
{
    /// <summary>Names the counters.</summary>
    /// <param name="tenant">Whose account it is; null for operators of the installation.</param>
    /// <param name="purpose">What is tried, in lower case, such as <c>staff</c> or <c>reset</c>; each counts for itself.</param>
    /// <param name="account">The account as it is looked up; whether there is one does not matter.</param>
    /// <param name="address">The network address; null in process.</param>
    internal SignInAttempt(Id<Tenant>? tenant, string purpose, string account, string? address)
    {
        var network = CallerNetwork.Parse(address)?.Prefix.ToString("x", CultureInfo.InvariantCulture);
        var scope = tenant is { } id ? $"t:{id}" : "g";
        AccountKey = $"{scope}:sign-in:{purpose}:{SharedKey.Hash($"{account.Trim().ToLowerInvariant()}\n{network}")}";
        AddressKey = network is null ? null : $"g:sign-in:address:{SharedKey.Hash(network)}";
    }

    /// <summary>This account from this address.</summary>
    internal string AccountKey { get; }

    /// <summary>This address, whatever account and tenant; null in process.</summary>
    internal string? AddressKey { get; }
}
