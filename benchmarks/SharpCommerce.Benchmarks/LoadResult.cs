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
    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;

    public TimeSpan P50 => Latency.Percentile(50);

    public TimeSpan P99 => Latency.Percentile(99);

    public double GeneratorCpuMicrosecondsPerRequest => GeneratorCpu.TotalMicroseconds / Requests;

    public double CpuMicrosecondsPerRequest(string watched) => WatchedCpuSeconds[watched] * 1e6 / Requests;
}
