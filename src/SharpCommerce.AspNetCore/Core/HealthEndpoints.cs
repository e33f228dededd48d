using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>What a load balancer asks: is the process alive, and should it get requests?</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live).Open(Surface.Public).WithName("getLiveness").WithSummary("Is the process alive?").WithTags("Health").DisableRateLimiting();
        routes.MapGet("/health/ready", ReadyAsync).Open(Surface.Public).WithName("getReadiness").WithSummary("Should this node get requests?").WithTags("Health").Produces<HealthReport>().Produces<HealthReport>(503).DisableRateLimiting();
    }

    private static Ok<HealthReport> Live() => TypedResults.Ok(new HealthReport("ok", new Dictionary<string, HealthCheck>()));

    private static async Task<JsonHttpResult<HealthReport>> ReadyAsync(DatabaseMap databases, CommerceOptions options, DrainState drain, CancellationToken cancellationToken)
    {
        var checks = new Dictionary<string, HealthCheck> { ["database"] = await CheckDatabaseAsync(databases, cancellationToken) };
        if (checks["database"].Status != "ok" && options.CatalogCache is { Megabytes: > 0 } kept)
            checks["catalog"] = new("stale", string.Create(CultureInfo.InvariantCulture, $"Served from what is kept, if it is not older than {kept.StaleFor.TotalMinutes:0.#} minutes."));
        if (drain.Draining)
            checks["server"] = new("unavailable", "The server is stopping.");
        var ready = checks.Values.All(check => check.Status == "ok");
        return TypedResults.Json(new HealthReport(ready ? "ok" : "unavailable", checks), CommerceJson.Options, statusCode: ready ? 200 : 503);
    }

    private static async Task<HealthCheck> CheckDatabaseAsync(DatabaseMap databases, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CheckTimeout);
        try
        {
            await databases.Shared.CheckAsync(timeout.Token).WaitAsync(timeout.Token);
            return new("ok", databases.Shared.Engine);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The kind of failure only: messages of drivers name hosts and users.
            return new("unavailable", $"{databases.Shared.Engine}: {databases.Shared.Breaker.Failure ?? failure.GetType().Name}");
        }
    }
}

/// <summary>The state of a node.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Checks">What it depends on.</param>
internal sealed record HealthReport(string Status, IReadOnlyDictionary<string, HealthCheck> Checks);

/// <summary>The state of something that a node depends on.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>; of the catalog <c>stale</c> while it is served without the database.</param>
/// <param name="Detail">Which one, and what is wrong.</param>
internal sealed record HealthCheck(string Status, string Detail);

/// <summary>Says "not ready" first and goes on serving for a while, so that load balancers look elsewhere before anything is refused.</summary>
internal sealed class DrainState(CommerceHttpOptions options) : IHostedLifecycleService
{
    internal bool Draining { get; private set; }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Draining = true;
        try
        {
            await Task.Delay(options.DrainTime, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Told to hurry.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
