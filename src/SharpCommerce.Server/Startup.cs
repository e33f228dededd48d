using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Server;

/// <summary>
/// Migrates, checks that the database may be served from, makes the first credential and, when asked, the demo tenants; before the first request.
/// A database that does not answer yet is waited for, behind a breaker that is held open. What waiting cannot mend ends the process.
/// </summary>
internal sealed partial class Startup(
    DatabaseMap databases, DatabaseSetup setup, BootstrapTokens tokens, FirstOperator firstOperator, ServerSettings settings, ILogger<Startup> logger, IServiceProvider services)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private Task _waiting = Task.CompletedTask;
    private string? _firstToken;

    /// <summary>Ends when the node serves; fails when it never will.</summary>
    internal Task Ready => _ready.Task;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.SmtpUrl is null && services.GetRequiredService<IHostEnvironment>().IsProduction())
            LogNoMail();
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (Exception outage) when (databases.IsUnavailable(outage))
        {
            databases.Shared.Breaker.Hold(outage.GetType().Name);
            _waiting = Task.Run(() => WaitAsync(_stopping.Token), CancellationToken.None);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _waiting;
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>To the terminal and not to the log: logs are shipped and kept, and the token is a secret.</summary>
    internal void Announce(string address)
    {
        try
        {
            Print(address);
        }
        catch (IOException)
        {
            // The file behind the output is full. A shop that serves is worth more than its banner.
            LogNoBanner();
        }
    }

    private void Print(string address)
    {
        var url = address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        Console.WriteLine($"SharpCommerce on {databases.Shared.Engine}");
        var pages = WebApps.Find(settings.WebDirectory) is not null;
        if (pages && settings.SeedDemo)
        {
            Console.WriteLine($"  Demo shops         {url}/?tenant=aurora   and   {url}/?tenant=borealis");
            Console.WriteLine($"  Their back office  {url}/admin/?tenant=aurora   and   {url}/admin/?tenant=borealis");
        }
        else if (pages)
            Console.WriteLine($"  Back office        {url}/admin/");
        else
            Console.WriteLine("  Shop, back office  not built: see 'web/README.md'");
        Console.WriteLine($"  API documentation  {url}/docs");
        Console.WriteLine($"  Health             {url}/health/ready");
        if (!pages && settings.SeedDemo)
            Console.WriteLine($"  Demo shops         {url}/api/v1/store/products with the header 'X-Tenant: aurora' or 'X-Tenant: borealis'");
        if (firstOperator.MadeUp is var (email, password))
            Console.WriteLine($"  Login              {email}   {password}   (shown once; operator, and owner of the demo shops)");
        Console.WriteLine(_firstToken is { } token
            ? $"  Operator token     {token}   (shown once)"
            : "  Operator token     shown at the first start; './run admin bootstrap' makes a new one");
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var missing = await setup.RunAsync(cancellationToken);
        await services.GetRequiredService<SecretsKeyGuard>().EnsureAsync(cancellationToken);
        _firstToken ??= await tokens.CreateFirstAsync(cancellationToken);
        KillPoint.Reach(KillPoint.StartupToken);
        if (settings.SeedDemo)
            await DemoData.SeedAsync(services, cancellationToken);
        await firstOperator.EnsureAsync(cancellationToken);
        foreach (var database in missing)
            database.Breaker.Hold("DatabaseUnavailable");
        if (missing.Count > 0)
            _waiting = Task.Run(() => WaitForAsync(missing, _stopping.Token), CancellationToken.None);
        _ready.TrySetResult();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (!Ready.IsCompleted)
        {
            try
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
                using var passage = DatabaseBreaker.LetPass();
                await PrepareAsync(cancellationToken);
                databases.Shared.Breaker.Release();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (!databases.IsUnavailable(failure))
            {
                LogUseless(failure);
                _ready.TrySetException(failure);
                services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            }
            catch (Exception outage)
            {
                LogWaiting(outage.GetType().Name);
            }
        }
    }

    /// <summary>The tenants' own databases that were out of reach: each is served from once it answers and is up to date.</summary>
    private async Task WaitForAsync(IReadOnlyList<CommerceDatabase> missing, CancellationToken cancellationToken)
    {
        var left = missing.ToList();
        using var passage = DatabaseBreaker.LetPass();
        while (left.Count > 0)
        {
            foreach (var database in missing.Where(left.Contains))
            {
                try
                {
                    await DatabaseSetup.RunAsync(database, cancellationToken);
                    database.Breaker.Release();
                    left.Remove(database);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception failure)
                {
                    LogWaiting(failure.GetType().Name);
                }
            }
            try
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The database is not there yet ({Failure})")]
    private partial void LogWaiting(string failure);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The database answers and cannot be served from")]
    private partial void LogUseless(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The addresses and the first token could not be printed; './run admin bootstrap' makes a new token")]
    private partial void LogNoBanner();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail is not configured: no message will reach anybody until SMTP_URL is set")]
    private partial void LogNoMail();
}
