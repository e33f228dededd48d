using System.Data.Common;

namespace SharpCommerce.Core.Data;

/// <summary>
/// Hand-written SQL for a hot path, the same text for every engine. Its first parameter, <c>$1</c>, is always the tenant:
/// <see cref="CommerceDatabase"/> binds it, so no caller can forget or change it.
/// </summary>
internal sealed class SqlStatement
{
    internal SqlStatement(string text)
    {
        var filtered = text.Contains("tenant_id = $1", StringComparison.Ordinal);
        var stamped = text.TrimStart().StartsWith("INSERT INTO", StringComparison.Ordinal) && text.Contains("(tenant_id", StringComparison.Ordinal) && text.Contains("$1", StringComparison.Ordinal);
        if (!filtered && !stamped)
            throw new ArgumentException($"The statement does not name its tenant: {text}", nameof(text));
        Text = text;
    }

    internal string Text { get; }

    /// <summary>The statement with its values for <c>$2</c> onwards.</summary>
    internal SqlCall With(params object?[] arguments) => new(this, arguments);
}

internal readonly record struct SqlCall(SqlStatement Statement, object?[] Arguments);

/// <summary>The answers of a round trip, statement by statement; statements without rows are passed over.</summary>
internal abstract class SqlReader
{
    protected DbDataReader Rows { get; set; } = null!;

    internal abstract Task<bool> NextResultAsync(CancellationToken cancellationToken);

    internal Task<bool> ReadAsync(CancellationToken cancellationToken) => Rows.ReadAsync(cancellationToken);

    internal bool IsNull(int column) => Rows.IsDBNull(column);

    internal Guid Guid(int column) => Rows.GetGuid(column);

    internal Id<T> Id<T>(int column) => new(Rows.GetGuid(column));

    internal Id<T>? IdOrNull<T>(int column) => Rows.IsDBNull(column) ? null : new Id<T>(Rows.GetGuid(column));

    internal string String(int column) => Rows.GetString(column);

    internal string? StringOrNull(int column) => Rows.IsDBNull(column) ? null : Rows.GetString(column);

    internal long Long(int column) => Rows.GetInt64(column);

    internal long? LongOrNull(int column) => Rows.IsDBNull(column) ? null : Rows.GetInt64(column);

    internal int Int(int column) => Rows.GetInt32(column);

    internal int? IntOrNull(int column) => Rows.IsDBNull(column) ? null : Rows.GetInt32(column);

    internal bool Bool(int column) => Rows.GetBoolean(column);

    internal byte[]? BytesOrNull(int column) => Rows.IsDBNull(column) ? null : Rows.GetFieldValue<byte[]>(column);

    internal abstract DateTimeOffset Time(int column);

    internal DateTimeOffset? TimeOrNull(int column) => Rows.IsDBNull(column) ? null : Time(column);

    internal T Enum<T>(int column)
        where T : struct, Enum => SnakeEnum<T>.Read(Rows.GetString(column));
}
