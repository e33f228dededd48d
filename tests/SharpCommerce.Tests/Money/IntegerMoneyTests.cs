using System.Reflection;
using SharpCommerce.Pricing;
using Xunit;

namespace SharpCommerce.Tests;

public sealed class IntegerMoneyTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Inexact = [typeof(float), typeof(double), typeof(decimal), typeof(Half)];

    [Fact]
    public void Nothing_that_computes_money_knows_a_fraction()
    {
        var types = typeof(TotalsCalculator).Assembly.GetTypes().Where(type => type.Namespace == typeof(TotalsCalculator).Namespace)
            .Concat(typeof(Money).Assembly.GetTypes().Where(type => IsOrIsIn(type, typeof(Money), typeof(Currency), typeof(Allocation))))
            .ToArray();

        Assert.Contains(typeof(TotalsCalculator), types);
        Assert.Contains(typeof(Money), types);
        Assert.Empty(types.SelectMany(Uses).Where(use => Inexact.Contains(use.Type)).Select(use => use.Where));
    }

    private static bool IsOrIsIn(Type type, params Type[] owners) => owners.Contains(type) || (type.DeclaringType is { } outer && IsOrIsIn(outer, owners));

    private static IEnumerable<(string Where, Type Type)> Uses(Type type)
    {
        foreach (var field in type.GetFields(Everything)) yield return ($"{type}.{field.Name}", field.FieldType);

        foreach (var method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))
        {
            var where = $"{type}.{method.Name}";
            if (method is MethodInfo { ReturnType: var returned }) yield return (where, returned);
            foreach (var parameter in method.GetParameters()) yield return (where, parameter.ParameterType);
            foreach (var local in method.GetMethodBody()?.LocalVariables ?? []) yield return (where, local.LocalType);
        }
    }
}
