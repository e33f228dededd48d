using Microsoft.AspNetCore.Http;
using SharpCommerce.Core;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// Checks every record that a call brings (its body, its query) by its validation attributes and for text that no engine stores, before
/// the endpoint sees it. Patches are checked by their managers, which know what they are applied to.
/// </summary>
internal static class InputFilter
{
    internal static EndpointFilterDelegate Create(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var inputs = context.MethodInfo.GetParameters().Where(parameter => IsRecord(parameter.ParameterType)).Select(parameter => parameter.Position).ToArray();
        if (inputs.Length == 0)
            return next;
        return invocation =>
        {
            foreach (var position in inputs)
            {
                if (invocation.Arguments[position] is { } input)
                    InputRules.Check(input);
            }
            return next(invocation);
        };
    }

    // Services are classes of the same namespaces, and never records.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
