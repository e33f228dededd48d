using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.Server;

/// <summary>
/// The log: a line of text, or a JSON object on a line. Each names the request, trace, tenant and caller that it belongs to, as far as there are any. Scopes that
/// others open are left out: ASP.NET Core's holds the address of the request, and the id of a guest's cart is the key to it.
/// </summary>
internal sealed class LogLines(ServerSettings settings, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    internal const string FormatterName = "sharpcommerce";
    private const string Template = "{OriginalFormat}";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var origin = Origin(scopeProvider);
        if (settings.JsonLogs)
            WriteJson(logEntry, message, origin, textWriter);
        else
            WriteText(logEntry, message, origin, textWriter);
    }

    /// <summary>The innermost of what is known, in a fixed order.</summary>
    private static Dictionary<string, object?> Origin(IExternalScopeProvider? scopes)
    {
        var origin = new Dictionary<string, object?>();
        scopes?.ForEachScope(
            static (scope, members) =>
            {
                foreach (var (name, value) in scope as LogScope ?? Enumerable.Empty<KeyValuePair<string, object?>>())
                    members[name] = value;
            },
            origin);
        if (System.Diagnostics.Activity.Current is { } activity)
        {
            origin["traceId"] = activity.TraceId.ToHexString();
            origin["spanId"] = activity.SpanId.ToHexString();
        }
        return origin;
    }

    private void WriteJson<TState>(in LogEntry<TState> entry, string message, Dictionary<string, object?> origin, TextWriter writer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().UtcDateTime);
            json.WriteString("level", NameOf(entry.LogLevel));
            json.WriteString("category", entry.Category);
            json.WriteString("message", message);
            foreach (var (name, value) in origin)
                json.WriteString(name, value?.ToString());
            if (entry.State is IEnumerable<KeyValuePair<string, object?>> members)
                WriteData(json, members);
            if (entry.Exception is { } exception)
                json.WriteString("exception", ExceptionText.Of(exception));
            json.WriteEndObject();
        }
        writer.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteData(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> members)
    {
        var any = false;
        foreach (var (name, value) in members)
        {
            if (name == Template)
                continue;
            if (!any)
                json.WriteStartObject("data");
            any = true;
            var member = JsonNamingPolicy.CamelCase.ConvertName(name);
            if (value is int or long)
                json.WriteNumber(member, Convert.ToInt64(value, CultureInfo.InvariantCulture));
            else
                json.WriteString(member, value?.ToString());
        }
        if (any)
            json.WriteEndObject();
    }

    private void WriteText<TState>(in LogEntry<TState> entry, string message, Dictionary<string, object?> origin, TextWriter writer)
    {
        writer.Write(clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ ", CultureInfo.InvariantCulture));
        writer.Write($"{NameOf(entry.LogLevel),-11} {entry.Category}: ");
        // What is quoted must not look like a line of its own.
        writer.Write(string.Concat(message.Select(character => char.IsControl(character) ? ' ' : character)));
        if (origin.Count > 0)
            writer.Write($" [{string.Join(' ', origin.Select(member => $"{member.Key}={member.Value}"))}]");
        writer.WriteLine();
        if (entry.Exception is { } exception)
            writer.WriteLine(ExceptionText.Of(exception));
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
