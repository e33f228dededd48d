using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SharpCommerce.Core.Data;

/// <summary>Enum values as the API and the database spell them: <c>pending_payment</c>.</summary>
internal static class SnakeEnum<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names = Enum.GetValues<T>().ToDictionary(v => v, v => CommerceDbContext.SnakeCase(v.ToString()));
    private static readonly Dictionary<string, T> Values = Names.ToDictionary(pair => pair.Value, pair => pair.Key);

    internal static IReadOnlyCollection<string> All => Values.Keys;

    internal static string Write(T value) => Names[value];

    internal static T Read(string text) => Values[text];

    internal static bool TryRead(string text, out T value) => Values.TryGetValue(text, out value);
}

internal sealed class SnakeEnumConverter<T>() : ValueConverter<T, string>(value => SnakeEnum<T>.Write(value), text => SnakeEnum<T>.Read(text))
    where T : struct, Enum;
