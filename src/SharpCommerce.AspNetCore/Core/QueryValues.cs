using SharpCommerce.Core;
using SharpCommerce.Core.Data;

namespace SharpCommerce.AspNetCore.Core;

internal static class QueryValues
{
    /// <summary>Reads a value of a closed set as the API spells it.</summary>
    internal static T? Enum<T>(string? text, string parameter)
        where T : struct, System.Enum
    {
        if (text is null)
            return null;
        return SnakeEnum<T>.TryRead(text, out var value) ? value : throw InputRules.Invalid(parameter, $"must be one of {string.Join(", ", SnakeEnum<T>.All)}.");
    }
}
