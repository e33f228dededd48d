using System.Text.Json;
using System.Text.Json.Serialization;
using SharpCommerce.Core.Checkups;

namespace SharpCommerce.Server;

/// <summary>The command <c>doctor</c>: tells the operator what is set, what is reachable and what to do. Changes nothing, and shows no secret.</summary>
internal static class Doctor
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <summary>0 when nothing failed, 1 otherwise.</summary>
    internal static async Task<int> RunAsync(bool json)
    {
        var findings = new List<Finding>();
        try
        {
            await using var app = CommerceServer.BuildSilent();
            foreach (var checkup in app.Services.GetServices<ICheckup>())
                await RunAsync(checkup, findings);
        }
        catch (Exception unreadable) when (unreadable is CommerceException or InvalidOperationException or ArgumentException)
        {
            findings.Add(new("configuration", FindingLevel.Fail, Reason(unreadable), "Mend the setting: the server does not start with it."));
        }
        Print(findings, json);
        return findings.Exists(finding => finding.Level == FindingLevel.Fail) ? 1 : 0;
    }

    private static async Task RunAsync(ICheckup checkup, List<Finding> findings)
    {
        try
        {
            await foreach (var finding in checkup.RunAsync(CancellationToken.None))
                findings.Add(finding);
        }
        catch (Exception failure)
        {
            findings.Add(new(checkup.GetType().Name, FindingLevel.Fail, $"It could not be looked at: {failure.GetType().Name}.", "See what the other findings say; if they say nothing, report it."));
        }
    }

    /// <summary>Our own messages name no value of a secret; the framework's might.</summary>
    private static string Reason(Exception unreadable) =>
        unreadable is CommerceException { Error.Errors: { } errors } ? string.Join(' ', errors.SelectMany(error => error.Value.Select(message => $"{error.Key} {message}")))
        : unreadable is CommerceException || unreadable.Message.StartsWith("The SMTP URL", StringComparison.Ordinal) ? unreadable.Message
        : $"A setting cannot be read ({unreadable.GetType().Name}).";

    private static void Print(List<Finding> findings, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { ok = !findings.Exists(finding => finding.Level == FindingLevel.Fail), findings }, Json));
            return;
        }
        foreach (var (check, level, message, advice) in findings)
        {
            Console.WriteLine($"{level switch { FindingLevel.Ok => "ok", FindingLevel.Warn => "warn", _ => "FAIL" },-4}  {check}: {message}");
            if (advice is not null)
                Console.WriteLine($"      {advice}");
        }
        Console.WriteLine(findings.Count(finding => finding.Level == FindingLevel.Fail) switch { 0 => "Nothing failed.", 1 => "1 check failed.", var many => $"{many} checks failed." });
    }
}
