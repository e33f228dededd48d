using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SharpCommerce.Server;

/// <summary>
/// An exception for the log: what it is, and where it was thrown. Its message is left out unless its kind never quotes what people entered: messages of
/// databases and of bugs do, and the log is kept and shipped.
/// </summary>
internal static class ExceptionText
{
    internal static string Of(Exception exception)
    {
        var text = new StringBuilder();
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (text.Length > 0)
                text.AppendLine().Append(" ---> ");
            text.Append(current.GetType().FullName);
            if (Detail(current) is { } detail)
                text.Append(": ").Append(detail);
            if (current.StackTrace is { } trace)
                text.AppendLine().Append(trace);
        }
        return text.ToString();
    }

    private static string? Detail(Exception exception) => exception switch
    {
        CommerceException broken => broken.Error.Code,
        PostgresException answer => $"SQL state {answer.SqlState}{Named(" table ", answer.TableName)}{Named(" column ", answer.ColumnName)}{Named(" constraint ", answer.ConstraintName)}",
        SqliteException answer => $"SQLite error {answer.SqliteExtendedErrorCode}",
        SocketException socket => $"{socket.SocketErrorCode}",
        HttpRequestException call => $"{call.HttpRequestError}",
        NpgsqlException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException => exception.Message,
        _ => null,
    };

    private static string? Named(string what, string? name) => name is null ? null : what + name;
}
