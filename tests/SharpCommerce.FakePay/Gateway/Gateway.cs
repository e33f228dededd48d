using System.Collections.Concurrent;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Validation;

namespace SharpCommerce.FakePay.Gateway;

/// <summary>
/// The way of every call: read, authenticate, check against the official description, look up its key, do it under the book's lock, commit, send webhooks,
/// answer; and at each step whatever goes wrong on purpose.
/// </summary>
internal sealed class Gateway(FakePayState state, IProtocol protocol)
{
    private readonly ConcurrentDictionary<string, bool> _inFlight = [];

    internal void Map(WebApplication app)
    {
        foreach (var operation in protocol.Operations)
            app.MapMethods(operation.Template, [operation.Method], context => HandleAsync(context, operation));
        app.MapFallback(context => HandleAsync(context, new("", "", "unknown", false, Unknown)));
    }

    private async Task HandleAsync(HttpContext http, Operation operation)
    {
        var call = new Call(http, operation, state) { RequestId = protocol.NewRequestId() };
        protocol.WriteHeaders(call);
        using (var reader = new StreamReader(http.Request.Body, Encoding.UTF8))
            call.RawBody = await reader.ReadToEndAsync(http.RequestAborted);
        try
        {
            await FinishAsync(call, await BeginAsync(call));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left: nobody is there to be answered.
        }
    }

    private async Task<Answer> BeginAsync(Call call)
    {
        try
        {
            protocol.Read(call);
            call.Account = protocol.Authenticate(call) ?? FakeAccount.Named("nobody");
            if (call.Key is null)
                return await AnswerAsync(call);
            var flight = protocol.KeyName(call);
            if (!_inFlight.TryAdd(flight, true))
                return protocol.Busy(call);
            try
            {
                return await AnswerAsync(call);
            }
            finally
            {
                _inFlight.TryRemove(flight, out _);
            }
        }
        catch (ApiFailure failure)
        {
            return failure.Answer;
        }
    }

    /// <summary>An address that the provider does not have, or not in this fake, is no request as described either.</summary>
    private Answer Unknown(Call call)
    {
        Report(call, [new("path", SchemaRule.Unknown, "There is no such call.")]);
        return protocol.Trouble(call, StatusCodes.Status404NotFound);
    }

    private void Report(Call call, IReadOnlyList<SchemaError> errors, bool answer = false) =>
        state.Violations.Enqueue(new(call.Now, protocol.Provider, call.Account.Name, call.Http.Request.Method, call.Http.Request.Path, errors, answer));

    private async Task<Answer> AnswerAsync(Call call)
    {
        call.Fault = state.Faults.Take(protocol.Provider, call.Account.Name, call.Operation.Name, call.Operation.Changes);
        if (call.Fault?.Mode is FaultMode.TooManyRequests or FaultMode.Unavailable)
            return protocol.Trouble(call, call.Fault.Mode == FaultMode.Unavailable ? 503 : 429) with { Headers = new() { ["Retry-After"] = $"{call.Fault.RetryAfter}" } };
        if (protocol.Check(call) is { Count: > 0 } errors)
        {
            Report(call, errors);
            return protocol.Refuse(call, errors);
        }
        return await RunAsync(call);
    }

    private async Task<Answer> RunAsync(Call call)
    {
        Answer? replay = null;
        if (call.Key is not null)
        {
            lock (state.Book.Gate)
                replay = protocol.Replay(call);
        }

        if (call.Fault?.Mode == FaultMode.SlowBefore)
            await Task.Delay(call.Fault.Milliseconds, call.Http.RequestAborted);
        if (call.Fault?.Mode == FaultMode.Hang)
            await Task.Delay(Timeout.Infinite, call.Http.RequestAborted);
        if (call.Fault?.Mode == FaultMode.ErrorBeforeCharge)
        {
            var error = protocol.Trouble(call, StatusCodes.Status500InternalServerError);
            if (call.Fault.Stored && replay is null)
                Commit(call, () => protocol.Remember(call, error, error));
            return error;
        }
        if (replay is not null)
            return call.Fault?.Mode == FaultMode.ChargeThenError ? protocol.Trouble(call, StatusCodes.Status500InternalServerError) : replay;

        Answer answer = null!;
        Commit(call, () =>
        {
            Answer done;
            try
            {
                done = call.Operation.Run(call);
            }
            catch (ApiFailure failure) when (failure.Stored)
            {
                done = failure.Answer;
            }
            answer = call.Fault?.Mode == FaultMode.ChargeThenError ? protocol.Trouble(call, StatusCodes.Status500InternalServerError) : done;
            foreach (var later in call.Later)
                later();
            if (call.Key is not null)
                protocol.Remember(call, done, answer);
        });
        if (!call.Query.ContainsKey("expand") && !call.Body.ContainsKey("expand") && protocol.Specification?.Check(call.Operation, answer) is { Count: > 0 } errors)
            Report(call, errors, answer: true);
        await state.Webhooks.SendAsync(call.Events);
        return answer;
    }

    private static void Commit(Call call, Action change)
    {
        lock (call.Book.Gate)
        {
            change();
            call.Book.Commit();
        }
    }

    private static async Task FinishAsync(Call call, Answer answer)
    {
        var http = call.Http;
        switch (call.Fault?.Mode)
        {
            case FaultMode.SlowAfter:
                await Task.Delay(call.Fault.Milliseconds, http.RequestAborted);
                break;
            case FaultMode.ChargeThenHang:
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case FaultMode.ChargeThenReset:
                // Without lingering a closed socket sends RST instead of FIN.
                if (http.Features.Get<IConnectionSocketFeature>() is { } connection)
                    connection.Socket.LingerState = new(true, 0);
                http.Abort();
                return;
            case FaultMode.Garbage:
                http.Response.ContentType = MediaTypeNames.Text.Html;
                await http.Response.WriteAsync("<html><body>Bad gateway", http.RequestAborted);
                return;
        }
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            http.Response.Headers[name] = value;
        if (answer.Body is null)
            return;
        http.Response.ContentType = MediaTypeNames.Application.Json;
        await http.Response.WriteAsync(answer.Body.ToJsonString(Nodes.Web), http.RequestAborted);
    }
}
