using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SharpCommerce.Core.Limits;

/// <summary>The counters of calls that all nodes share.</summary>
internal interface ISharedRates
{
    /// <summary>Adds to each counter and answers its new total; 0 for one that holds something else.</summary>
    Task<long[]> AddAsync(IReadOnlyList<RateNews> news);
}

/// <summary>Tells other nodes in the background what this one counts, and learns what they count. No call ever waits for it.</summary>
internal sealed partial class RateExchange(RequestRates rates, ISharedRates shared, TimeProvider clock, ILogger<RateExchange> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private bool _failing;

    /// <summary>One exchange; false when Redis did not answer and each node goes by its own counts.</summary>
    internal async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var news = rates.TakeNews();
        if (news.Count == 0)
            return !_failing;
        try
        {
            var totals = await shared.AddAsync(news).WaitAsync(cancellationToken);
            for (var i = 0; i < news.Count; i++)
                news[i].Counter.Learn(totals[i]);
            if (_failing)
                LogRecovery();
            _failing = false;
        }
        catch (Exception outage) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failing)
                LogOutage(outage.GetType().Name);
            _failing = true;
        }
        return !_failing;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await RunOnceAsync(stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Failure}); this node limits calls by its own counts")]
    private partial void LogOutage(string failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers; calls are limited by the counts of all nodes")]
    private partial void LogRecovery();
}
