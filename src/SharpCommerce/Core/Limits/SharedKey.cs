using System.Security.Cryptography;
using System.Text;

namespace SharpCommerce.Core.Limits;

/// <summary>
/// Names of what nodes share in Redis: <c>t:{tenant id}:…</c> where there is a tenant, else <c>g:…</c>. What could name a person is
/// hashed, so that a look into Redis is no look into who signs in from where.
/// </summary>
internal static class SharedKey
{
    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
