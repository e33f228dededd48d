using System.Runtime.CompilerServices;
using SharpCommerce.Core;
using SharpCommerce.Core.Checkups;

namespace SharpCommerce.Payments;

/// <summary>Whether the environment's settings of payment providers are complete and can be used. Asks no provider.</summary>
internal sealed class PaymentCheckup(IEnumerable<PaymentPlugin> plugins, CommerceOptions options, TimeProvider clock) : ICheckup
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var plugin in plugins)
        {
            var check = $"payments {plugin.Id}";
            var values = plugin.Fields.Where(field => field.Setting.Environment is not null).Select(field => (field.Name, Value: options.Environment(field.Setting.Environment!)))
                .Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary(pair => pair.Name, pair => pair.Value!);
            if (!plugin.Fields.Any(field => !field.Setting.OperatorOnly && values.ContainsKey(field.Name)))
                yield return new(check, FindingLevel.Ok, "Nothing in the environment: it serves the shops that have set it up themselves.");
            else if (plugin.FaultsOf(values).ToList() is { Count: > 0 } faults)
                yield return new(check, FindingLevel.Warn, $"Half of it is set: {string.Join(" ", faults.Select(fault => $"{NameOf(plugin, fault.Field)} {fault.Fault}"))}", "Set the rest, or take all of it away.");
            else
                yield return Try(plugin, values) is { } fault ? new(check, FindingLevel.Warn, fault, "Correct the environment; until then the provider is absent.") : new(check, FindingLevel.Ok, "Serves the shops that have not set it up themselves.");
        }
    }

    private static string NameOf(PaymentPlugin plugin, string field) => plugin.Fields.Single(found => found.Name == field).Setting.Environment ?? field;

    private string? Try(PaymentPlugin plugin, Dictionary<string, string> values)
    {
        try
        {
            plugin.Make(values, clock);
            return null;
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }
}
