using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SharpCommerce.Benchmarks.Baseline;

/// <summary>
/// What the same answers cost at least on this stack: Kestrel with one terminal middleware, the product's statements in prepared
/// batches, JSON written by hand. No routing, no dependency injection, no validation, no problem details.
/// </summary>
internal sealed class BaselineServer(NpgsqlDataSource source, Dictionary<string, BaselineTenant> tenants)
{
    private const string Products = "/api/v1/store/products";
    private const string Carts = "/api/v1/store/carts/";
    private const int CartIdLength = 36;

    private readonly BaselineCatalog _catalog = new(source);
    private readonly BaselineCarts _carts = new(source);
    private readonly BaselineOrders _orders = new(source);

    public static async Task<int> RunAsync(int port, string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var server = new BaselineServer(source, await TenantsAsync(source));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
        });
        await using var app = builder.Build();
        app.Run(server.AnswerAsync);
        await app.RunAsync();
        return 0;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (!tenants.TryGetValue(context.Request.Headers["X-Tenant"].ToString(), out var tenant))
        {
            context.Response.StatusCode = 404;
            return;
        }
        using var answer = new BaselineAnswer(context.Response);
        if (path.StartsWith(Products, StringComparison.Ordinal))
        {
            if (path.Length > Products.Length)
                await _catalog.DetailAsync(tenant, path[(Products.Length + 1)..], answer);
            else
                await _catalog.ListAsync(tenant, Words(context.Request.QueryString.Value), answer);
        }
        else if (path.StartsWith(Carts, StringComparison.Ordinal) && Guid.TryParse(path.AsSpan(Carts.Length, CartIdLength), out var cartId))
        {
            await (path[(Carts.Length + CartIdLength)..] switch
            {
                "" => _carts.ReadAsync(tenant, cartId, answer),
                "/lines" => _carts.AddLineAsync(tenant, cartId, await BodyAsync(context.Request), answer),
                "/complete" => _orders.CompleteAsync(tenant, cartId, path, context.Request.Headers["Idempotency-Key"].ToString(), await BodyAsync(context.Request), answer),
                "/complete-ungrouped" => _orders.CompleteUngroupedAsync(tenant, cartId, await BodyAsync(context.Request), answer),
                _ => throw new BadHttpRequestException("There is nothing at this address."),
            });
        }
        await answer.SendAsync();
    }

    private static string? Words(string? query) => query?.StartsWith("?q=", StringComparison.Ordinal) == true ? Uri.UnescapeDataString(query[3..]) : null;

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        var body = new byte[(int)request.ContentLength!.Value];
        await request.Body.ReadExactlyAsync(body);
        return body;
    }

    private static async Task<Dictionary<string, BaselineTenant>> TenantsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT slug, id, default_currency, country FROM tenants");
        await using var reader = await command.ExecuteReaderAsync();
        var tenants = new Dictionary<string, BaselineTenant>();
        while (await reader.ReadAsync())
            tenants.Add(reader.GetString(0), new(reader.GetGuid(1), reader.GetGuid(1).ToString(), reader.GetString(2), reader.GetString(3)));
        return tenants;
    }
}

internal sealed record BaselineTenant(Guid Id, string IdText, string Currency, string Country)
{
    /// <summary>The first statement of every batch: row-level security takes its tenant from it.</summary>
    public NpgsqlBatchCommand SetToRead() => Command(BaselineSql.SetTenantToRead, new NpgsqlParameter<string> { TypedValue = IdText });

    public NpgsqlBatchCommand Set(bool durable = true) => Command(durable ? BaselineSql.SetTenant : BaselineSql.SetTenantNotDurable, new NpgsqlParameter<string> { TypedValue = IdText });

    public NpgsqlParameter Parameter() => new NpgsqlParameter<Guid> { TypedValue = Id };

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
