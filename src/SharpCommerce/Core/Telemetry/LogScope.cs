using System.Collections;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Telemetry;

/// <summary>What every line says of where it comes from, while a call is answered or work is done in the background. Filled as it becomes known. Ids and slugs alone: nothing of a person.</summary>
internal sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>The <c>X-Request-Id</c>.</summary>
    internal string? RequestId { get; init; }

    internal Tenant? Tenant { get; set; }

    /// <summary><c>user:</c>, <c>api_key:</c> or <c>operator:</c> and an id, or <c>guest</c>.</summary>
    internal string? Caller { get; set; }

    /// <summary>The kind of background work.</summary>
    internal string? Work { get; init; }

    /// <summary>The id of the job, event or message.</summary>
    internal string? WorkId { get; init; }

    public int Count => Members().Count();

    public KeyValuePair<string, object?> this[int index] => Members().ElementAt(index);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Members().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For logs that write scopes as text.</summary>
    public override string ToString() => string.Join(' ', Members().Select(member => $"{member.Key}={member.Value}"));

    private IEnumerable<KeyValuePair<string, object?>> Members()
    {
        if (RequestId is not null)
            yield return new("requestId", RequestId);
        if (Tenant is not null)
        {
            yield return new("tenant", Tenant.Id == default ? "platform" : Tenant.Slug);
            yield return new("tenantId", Tenant.Id.ToString());
        }
        if (Caller is not null)
            yield return new("caller", Caller);
        if (Work is not null)
            yield return new("work", Work);
        if (WorkId is not null)
            yield return new("workId", WorkId);
    }
}
