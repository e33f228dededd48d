using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Server;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Limits;
using Xunit;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>The log says what failed and where, and quotes nobody.</summary>
public sealed class ExceptionTextTests
{
    private const string Canary = "canary@private.example";

    public static TheoryData<string, Exception> Bugs => new()
    {
        { "System.FormatException", new FormatException($"The input string '{Canary}' was not in a correct format.") },
        { "System.InvalidOperationException", new InvalidOperationException($"No user {Canary}", new KeyNotFoundException($"The given key '{Canary}' was not present.")) },
        { "System.Text.Json.JsonException", new JsonException(Canary) },
        { "System.ArgumentException", new ArgumentException(Canary, nameof(Canary)) },
        { "SharpCommerce.CommerceException: not_found", new CommerceException(new(ErrorKind.NotFound, "not_found", $"There is no {Canary}.")) },
    };

    [Theory, MemberData(nameof(Bugs), DisableDiscoveryEnumeration = true)]
    public void A_bug_is_told_by_kind_and_place_and_not_by_its_message(string told, Exception bug)
    {
        var text = ExceptionText.Of(Thrown(bug));
        Assert.StartsWith(told, text, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.Equal(bug.InnerException is not null, text.Contains(" ---> System.Collections.Generic.KeyNotFoundException", StringComparison.Ordinal));
    }

    [Fact]
    public void An_outage_is_told_with_its_message() =>
        Assert.StartsWith("System.TimeoutException: too late", ExceptionText.Of(new TimeoutException("too late")), StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_cannot_forge_a_line_and_a_scope_of_others_is_not_written(bool json)
    {
        var scopes = new LoggerExternalScopeProvider();
        using var ours = scopes.Push(new LogScope { RequestId = "r1", Caller = "guest", Work = "mail" });
        using var others = scopes.Push(new Dictionary<string, object?> { ["RequestPath"] = $"/{Canary}" });
        using var inner = scopes.Push(new LogScope { Work = "jobs", WorkId = "j1" });
        using var writer = new StringWriter();
        var settings = ServerSettings.Read(new Microsoft.Extensions.Configuration.ConfigurationManager { ["LOG_FORMAT"] = json ? "json" : null }, development: false);
        var entry = new LogEntry<string>(LogLevel.Warning, "Test", default, "one\n2026-01-01 error forged", new FormatException(Canary), (state, _) => state);
        new LogLines(settings, new SteppedClock()).Write(entry, scopes, writer);

        var written = writer.ToString();
        Assert.DoesNotContain("canary", written, StringComparison.Ordinal);
        var lines = written.TrimEnd().Split('\n');
        Assert.Contains("r1", lines[0], StringComparison.Ordinal);
        Assert.Contains("jobs", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("mail", lines[0], StringComparison.Ordinal);
        Assert.Equal(json ? 1 : 2, lines.Length);
        Assert.Contains("System.FormatException", lines[^1], StringComparison.Ordinal);
        if (json)
            Assert.Equal(("warning", "guest", "j1"), (JsonDocument.Parse(lines[0]).RootElement.Text("level"), JsonDocument.Parse(lines[0]).RootElement.Text("caller"), JsonDocument.Parse(lines[0]).RootElement.Text("workId")));
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}
