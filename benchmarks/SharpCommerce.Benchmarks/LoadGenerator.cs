using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace SharpCommerce.Benchmarks;

/// <summary>
/// HTTP/1.1 load. Closed loop: every connection sends its next request when it has the answer to the one before. Open loop: requests are
/// sent when they are due, on any connection that is free, whether or not those before are answered.
/// One thread serves all connections from one epoll, since on a small machine the generator takes its CPU from the server
/// that it measures: 12 us per request where one task per connection took 20 and wrk 14 (64 connections, same machine).
/// It does not know HEAD, pipelining or redirects.
/// </summary>
internal sealed class LoadGenerator : IDisposable
{
    private const int MaxCutConnections = 1000;

    private readonly LoadOptions _options;
    private readonly Func<int, long, ReadOnlyMemory<byte>> _request;
    private readonly LoadConnection[] _connections;
    private readonly Linux.Poller _poller;
    private readonly LatencyHistogram _latency = new();
    private readonly long[] _statuses = new long[600];
    private readonly Dictionary<int, LatencyHistogram> _latencies = [];
    private readonly Stack<LoadConnection> _idle = new();

    private Arrivals? _arrivals;
    private long _withoutRetryAfter;
    private TimeSpan _latest;

    private Stage _stage = Stage.WarmUp;
    private long _stageStarted;
    private long _sent;
    private long _firstMeasured;
    private long _measured;
    private int _cutConnections;
    private int _busy;
    private TimeSpan _elapsed;
    private TimeSpan _generatorCpu;
    private Dictionary<string, double> _watched = [];

    private LoadGenerator(LoadOptions options, Func<int, long, ReadOnlyMemory<byte>> request)
    {
        if (!IPAddress.IsLoopback(options.Server.Address))
        {
            throw new ArgumentException("Load goes to this machine only.", nameof(options));
        }

        _options = options;
        _request = request;
        _connections = new LoadConnection[options.Connections];
        _poller = new Linux.Poller(options.Connections);
    }

    private enum Stage
    {
        WarmUp,
        Measuring,
        Draining,
    }

    /// <summary>
    /// Runs the load on a thread of its own. <paramref name="request"/> supplies the bytes of each request from the connection's index and
    /// the request's number, which counts from 0 over all connections, warm-up included; it is called on that thread and its time counts as the generator's.
    /// </summary>
    public static Task<LoadResult> RunAsync(LoadOptions options, Func<int, long, ReadOnlyMemory<byte>> request) => Task.Factory.StartNew(
        () =>
        {
            using LoadGenerator generator = new(options, request);
            return generator.Run();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    public void Dispose()
    {
        foreach (LoadConnection? connection in _connections)
        {
            connection?.Dispose();
        }

        _poller.Dispose();
    }

    private LoadResult Run()
    {
        for (int index = 0; index < _connections.Length; index++)
        {
            _connections[index] = new LoadConnection(index, _options.Server, _poller);
        }

        _stageStarted = Stopwatch.GetTimestamp();
        if (_options.RequestsPerSecond is { } rate)
        {
            _arrivals = new Arrivals(rate, _options.Retries, _options.RetryPause);
        }

        foreach (LoadConnection connection in _connections)
        {
            SendNext(connection);
        }

        while (_busy > 0 || (_arrivals is not null && _stage != Stage.Draining))
        {
            SendDue();
            int ready = _poller.Wait(TimeSpan.FromMilliseconds(_arrivals is null ? 100 : 1));
            for (int index = 0; index < ready; index++)
            {
                Progress(_connections[_poller.Tag(index)]);
            }

            if (IsOver(Stage.WarmUp, _options.WarmUp))
            {
                StartMeasuring();
            }
            else if (IsOver(Stage.Measuring, _options.Measured))
            {
                StopMeasuring();
            }

            if (ready == 0)
            {
                ThrowIfStuck();
            }
        }

        Dictionary<int, long> statuses = [];
        for (int status = 0; status < _statuses.Length; status++)
        {
            if (_statuses[status] > 0)
            {
                statuses[status] = _statuses[status];
            }
        }

        return new LoadResult(_measured, _elapsed, _latency, statuses, _generatorCpu, _watched)
        {
            LatencyOf = _latencies,
            WithoutRetryAfter = _withoutRetryAfter,
            Latest = _latest,
        };
    }

    private bool IsOver(Stage stage, Phase phase) => _stage == stage && phase.Duration is { } duration && Stopwatch.GetElapsedTime(_stageStarted) >= duration;

    private void StartMeasuring()
    {
        _watched = _options.Watched.ToDictionary(watched => watched.Key, watched => watched.Value());
        _generatorCpu = Linux.ThreadCpu();
        _firstMeasured = _sent;
        _stage = Stage.Measuring;
        _stageStarted = Stopwatch.GetTimestamp();
    }

    private void StopMeasuring()
    {
        _elapsed = Stopwatch.GetElapsedTime(_stageStarted);
        _generatorCpu = Linux.ThreadCpu() - _generatorCpu;
        _watched = _options.Watched.ToDictionary(watched => watched.Key, watched => watched.Value() - _watched[watched.Key]);
        _stage = Stage.Draining;
    }

    private void SendDue()
    {
        while (_arrivals is not null && _stage != Stage.Draining && _idle.Count > 0 && _arrivals.TryTake(out Arrival arrival))
        {
            LoadConnection connection = _idle.Pop();
            TimeSpan late = Stopwatch.GetElapsedTime(arrival.Due);
            _latest = _stage == Stage.Measuring && late > _latest ? late : _latest;
            connection.Number = _sent++;
            connection.Arrival = arrival;
            _busy++;
            connection.Send(_request(connection.Index, arrival.Number), arrival.Due);
        }
    }

    private void SendNext(LoadConnection connection)
    {
        if (_arrivals is not null)
        {
            _idle.Push(connection);
            return;
        }

        if (_stage == Stage.WarmUp && _sent == _options.WarmUp.Requests)
        {
            StartMeasuring();
        }

        if (_stage == Stage.Draining || (_stage == Stage.Measuring && _sent - _firstMeasured == _options.Measured.Requests))
        {
            return;
        }

        connection.Number = _sent++;
        ReadOnlyMemory<byte> request = _request(connection.Index, connection.Number);
        _busy++;
        connection.Send(request, Stopwatch.GetTimestamp());
    }

    private void Progress(LoadConnection connection)
    {
        if (!connection.IsBusy)
        {
            // The server closes an idle connection while others drain.
            if (_arrivals is null || _stage == Stage.Draining)
            {
                connection.Dispose();
            }
            else
            {
                connection.Open();
            }

            return;
        }

        if (connection.Receive() is not { } received)
        {
            return;
        }

        if (received == 0)
        {
            Answered(connection, connection.Parser.EndsByClosing ? connection.Parser.Status : 0, mustReconnect: true);
        }
        else if (connection.Parser.IsComplete)
        {
            Answered(connection, connection.Parser.Status, connection.Parser.Closes);
        }
    }

    private void Answered(LoadConnection connection, int status, bool mustReconnect)
    {
        long nanoseconds = (long)Stopwatch.GetElapsedTime(connection.Started).TotalNanoseconds;
        connection.IsBusy = false;
        _busy--;
        if (status == 0 && ++_cutConnections > MaxCutConnections)
        {
            throw new IOException($"The server cut {MaxCutConnections} connections.");
        }

        if (_stage == Stage.Measuring)
        {
            Measure(connection, status, nanoseconds);
        }

        if (mustReconnect)
        {
            connection.Open();
        }

        if (status is 429 or 503)
        {
            _arrivals?.Refused(connection.Arrival);
        }

        SendNext(connection);
    }

    // Throughput counts every answer within the time, or every one of the numbered requests; latency only requests that began after the warm-up.
    private void Measure(LoadConnection connection, int status, long nanoseconds)
    {
        bool beganBefore = connection.Number < _firstMeasured;
        if (beganBefore && _options.Measured.Requests is not null)
        {
            return;
        }

        _measured++;
        _statuses[status]++;
        if (!beganBefore && status != 0)
        {
            _latency.Record(nanoseconds);
            (CollectionsMarshal.GetValueRefOrAddDefault(_latencies, status, out _) ??= new LatencyHistogram()).Record(nanoseconds);
            _withoutRetryAfter += status is 429 or 503 && !connection.Parser.HasRetryAfter ? 1 : 0;
        }

        if (_measured == _options.Measured.Requests)
        {
            StopMeasuring();
        }
    }

    private void ThrowIfStuck()
    {
        foreach (LoadConnection connection in _connections)
        {
            if (connection.IsBusy && Stopwatch.GetElapsedTime(connection.Started) > _options.ResponseTimeout)
            {
                throw new TimeoutException($"Request {connection.Number} on connection {connection.Index} has no answer after {_options.ResponseTimeout}.");
            }
        }
    }
}
