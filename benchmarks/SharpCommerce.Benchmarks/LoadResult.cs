namespace SharpCommerce.Benchmarks;

/// <summary>The measured phase. Status 0 stands for a connection that the server cut before it had answered.</summary>
internal sealed record LoadResult(
    long Requests,
    TimeSpan Elapsed,
    LatencyHistogram Latency,
    IReadOnlyDictionary<int, long> Statuses,
    TimeSpan GeneratorCpu,
    IReadOnlyDictionary<string, double> WatchedCpuSeconds)
{
    /// <summary>Latency by status.</summary>
    public IReadOnlyDictionary<int, LatencyHistogram> LatencyOf { get; init; } = new Dictionary<int, LatencyHistogram>();

    /// <summary>How many answers with 429 or 503 lacked the header <c>Retry-After</c>.</summary>
    public long WithoutRetryAfter { get; init; }

    /// <summary>In open loop, how much too late a request was sent at worst: more than a moment means that there were too few connections, or too little CPU.</summary>
    public TimeSpan Latest { get; init; }

    public long Succeeded => Count(status => status is >= 200 and < 300);

    public long Refused => Count(status => status is 429 or 503);

    /// <summary>Neither answered well nor refused: other statuses and cut connections.</summary>
    public long Failed => Count(status => status is (< 200 or >= 300) and not (429 or 503));

    public double GoodPerSecond => Succeeded / Elapsed.TotalSeconds;

    public double AcceptedP99 => Milliseconds(99, status => status is >= 200 and < 300);

    public double RefusedP99 => Milliseconds(99, status => status is 429 or 503);

    private long Count(Func<int, bool> which) => Statuses.Where(pair => which(pair.Key)).Sum(pair => pair.Value);

    private double Milliseconds(double percent, Func<int, bool> which) =>
        LatencyHistogram.Percentile([.. LatencyOf.Where(pair => which(pair.Key)).Select(pair => pair.Value)], percent).TotalMilliseconds;

    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;

    public TimeSpan P50 => Latency.Percentile(50);

    public TimeSpan P99 => Latency.Percentile(99);

    public double GeneratorCpuMicrosecondsPerRequest => GeneratorCpu.TotalMicroseconds / Requests;

    public double CpuMicrosecondsPerRequest(string watched) => WatchedCpuSeconds[watched] * 1e6 / Requests;
}
