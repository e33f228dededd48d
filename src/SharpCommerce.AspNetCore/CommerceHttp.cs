using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SharpCommerce.AspNetCore.Analytics;
using SharpCommerce.AspNetCore.Audit;
using SharpCommerce.AspNetCore.Carts;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.AspNetCore.Customers;
using SharpCommerce.AspNetCore.Events;
using SharpCommerce.AspNetCore.Inbox;
using SharpCommerce.AspNetCore.Inventory;
using SharpCommerce.AspNetCore.Jobs;
using SharpCommerce.AspNetCore.Media;
using SharpCommerce.AspNetCore.Orders;
using SharpCommerce.AspNetCore.Payments;
using SharpCommerce.AspNetCore.Products;
using SharpCommerce.AspNetCore.Shipping;
using SharpCommerce.AspNetCore.Storefront;
using SharpCommerce.AspNetCore.Tax;
using SharpCommerce.AspNetCore.Tenants;
using SharpCommerce.AspNetCore.Users;
using SharpCommerce.AspNetCore.Webhooks;
using SharpCommerce.Core;

namespace SharpCommerce.AspNetCore;

/// <summary>The HTTP API of SharpCommerce, for any ASP.NET Core host.</summary>
public static class CommerceHttp
{
    /// <summary>The largest JSON body unless an endpoint says otherwise, in bytes.</summary>
    public const long MaxJsonBytes = 256 * 1024;

    /// <summary>Adds what the API needs; the SDK itself is added by <see cref="CommerceServices.AddSharpCommerce"/>.</summary>
    public static IServiceCollection AddSharpCommerceHttp(this IServiceCollection services, Action<CommerceHttpOptions>? configure = null)
    {
        var options = new CommerceHttpOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.AddSingleton<BodyReader>();
        services.AddSingleton<DrainState>();
        // What is under way when the drain is over has this much time to end.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime + TimeSpan.FromSeconds(25));
        services.AddHostedService(provider => provider.GetRequiredService<DrainState>());
        services.ConfigureHttpJsonOptions(json => CommerceJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Problems>();
        // The core alone: AddAuthentication would also bring data protection, which writes unencrypted keys and signs nothing here.
        services.AddAuthenticationCore(options => options.DefaultScheme = BearerAuthentication.SchemeName).AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, null);
        // What declares no access rule is closed. What routing does not know has no endpoint to protect and goes on to its 404 or 405.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build());
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.AddCommerceOpenApi();
        return services;
    }

    /// <summary>Maps the API, its description at <c>/openapi/v1.json</c>, its documentation at <c>/docs</c> and the health checks.</summary>
    public static WebApplication MapSharpCommerce(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var limited = app.Services.GetRequiredService<CommerceOptions>().RateLimits.Any;
        // Before all else: who calls, and which host they mean.
        app.UseTrustedProxies(app.Services.GetRequiredService<CommerceHttpOptions>().TrustedProxies);
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<DrainMiddleware>();
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<RequestTelemetryMiddleware>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask, SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(context => Problems.WriteForStatusAsync(context.HttpContext));
        app.UseRouting();
        if (limited)
            app.UseMiddleware<AddressLimitMiddleware>();
        app.UseMiddleware<CorsMiddleware>();
        app.UseMiddleware<TurnMiddleware>();
        app.UseAuthentication();
        app.UseMiddleware<TenantMiddleware>();
        if (limited)
            app.UseMiddleware<RateLimitMiddleware>();
        // On this pipeline and not on a branch of it: a WebApplication that does not see it here adds another one before routing, which refuses everything.
        app.UseAuthorization();
        app.UseMiddleware<RequestLimitsMiddleware>();
        if (app.Services.GetRequiredService<CommerceOptions>().CatalogCache.Megabytes > 0)
            app.UseMiddleware<PageCacheMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();

        var api = app.MapGroup("/api/v1").WithMetadata(new BodyLimit(MaxJsonBytes)).AddEndpointFilterFactory(InputFilter.Create).AddEndpointFilter(NameOperationAsync);
        api.MapImport();
        api.MapProducts();
        api.MapCategories();
        api.MapSuggestions();
        api.MapMedia();
        app.MapPictures();
        api.MapInventory();
        api.MapCarts();
        api.MapOrders();
        api.MapFulfillments();
        api.MapPayments();
        api.MapCustomers();
        api.MapShipping();
        api.MapTax();
        api.MapStorefront();
        api.MapAnalytics();
        api.MapJobs();
        api.MapSchedules();
        api.MapTenants();
        api.MapAuth();
        api.MapAccounts();
        api.MapTwoFactor();
        api.MapOidc();
        api.MapUsers();
        api.MapRoles();
        api.MapApiKeys();
        api.MapSigningKeys();
        app.MapJwks();
        api.MapAudit();
        api.MapEvents();
        api.MapInbox();
        api.MapWebhooks();
        app.MapHealth();
        app.MapDevelopmentMail();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapDocumentation();
        return app;
    }

    // What the audit log calls the change.
    private static ValueTask<object?> NameOperationAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.RequestServices.GetRequiredService<Actor>().Operation = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        return next(context);
    }
}
