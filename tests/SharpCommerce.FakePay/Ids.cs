using System.Security.Cryptography;

namespace SharpCommerce.FakePay;

internal static class Ids
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Capitals = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>As Stripe's: a prefix and 24 letters and digits.</summary>
    internal static string Stripe(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, 24)}";

    /// <summary>As PayPal's: 17 capitals and digits.</summary>
    internal static string PayPal() => RandomNumberGenerator.GetString(Capitals, 17);

    internal static string Secret(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
