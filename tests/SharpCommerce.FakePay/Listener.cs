namespace SharpCommerce.FakePay;

/// <summary>An address that can be closed, so that connections to it are refused, and opened again.</summary>
internal sealed class Listener(int port, Action<WebApplication> map) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private int _port = port;
    private WebApplication? _app;
    private Task _reopening = Task.CompletedTask;

    internal async Task<string> OpenAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_app is null)
            {
                var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                builder.WebHost.ConfigureKestrel(kestrel =>
                {
                    kestrel.AddServerHeader = false;
                    kestrel.Listen(System.Net.IPAddress.Loopback, _port);
                });
                var app = builder.Build();
                map(app);
                await app.StartAsync();
                _app = app;
                _port = new Uri(app.Urls.First()).Port;
            }
            return $"http://127.0.0.1:{_port}";
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Cuts connections and refuses new ones; opens again after the pause if there is one.</summary>
    internal async Task CloseAsync(TimeSpan? pause = null)
    {
        await _gate.WaitAsync();
        try
        {
            if (_app is not null)
            {
                // No patience with calls that hang.
                await _app.StopAsync(new CancellationToken(canceled: true));
                await _app.DisposeAsync();
                _app = null;
            }
        }
        finally
        {
            _gate.Release();
        }
        if (pause is { } after)
            _reopening = ReopenAsync(after);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reopening;
        await CloseAsync();
        _stopping.Dispose();
        _gate.Dispose();
    }

    private async Task ReopenAsync(TimeSpan after)
    {
        await Task.Delay(after, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_stopping.IsCancellationRequested)
            await OpenAsync();
    }
}
