using SharpCommerce.Core;
using SharpCommerce.Core.Data;

namespace SharpCommerce.AspNetCore.Core;

internal static class QueryValues
{
    /// <summary>Text that every engine can compare.</summary>
    internal static string? Text(string? text, string parameter) => text is null || InputRules.Text(text) is null ? text : throw InputRules.Invalid(parameter, "must be text.");

    /// <summary>Reads a value of a closed set as the API spells it.</summary>
    internal static T? Enum<T>(string? text, string parameter)
        where T : struct, System.Enum
    {
        if (text is null)
            return null;
        return SnakeEnum<T>.TryRead(text, out var value) ? value : throw InputRules.Invalid(parameter, $"must be one of {string.Join(", ", SnakeEnum<T>.All)}.");
    }
}
