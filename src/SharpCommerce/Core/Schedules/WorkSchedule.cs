using System.Globalization;
using Cronos;

namespace SharpCommerce.Core.Schedules;

/// <summary>When recurring work is due.</summary>
public sealed class WorkSchedule
{
    private readonly Func<DateTimeOffset, DateTimeOffset?> _next;

    private WorkSchedule(string text, Func<DateTimeOffset, DateTimeOffset?> next) => (Text, _next) = (text, next);

    /// <summary>How operators see it.</summary>
    internal string Text { get; }

    /// <summary>Again and again with this much time between; at least a second.</summary>
    public static WorkSchedule Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        return new(string.Create(CultureInfo.InvariantCulture, $"every {interval:c}"), after => after + interval);
    }

    /// <summary>By a cron expression of five fields in UTC, such as <c>30 3 * * *</c>.</summary>
    /// <exception cref="FormatException">It is not one, or it never comes.</exception>
    public static WorkSchedule Cron(string expression)
    {
        var cron = CronExpression.Parse(expression);
        if (cron.GetNextOccurrence(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc) is null)
            throw new CronFormatException($"'{expression}' never comes.");
        return new($"cron {expression}", after => cron.GetNextOccurrence(after, TimeZoneInfo.Utc));
    }

    /// <summary>The next time after this one.</summary>
    internal DateTimeOffset After(DateTimeOffset time) => _next(time.ToUniversalTime()) ?? DateTimeOffset.MaxValue;
}
