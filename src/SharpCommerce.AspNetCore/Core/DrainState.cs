using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace SharpCommerce.AspNetCore.Core;

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

/// <summary>While the server drains, every answer is the last on its connection: a connection that is kept would be cut with a call on its way into it.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, DrainState drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var (context, drain) = ((HttpContext, DrainState))state;
            if (drain.Draining && HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        }, (context, drain));
        return next(context);
    }
}
