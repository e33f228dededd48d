using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.Core.Pages;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>On endpoints whose answers are the same for everybody who is not signed in, and kept.</summary>
/// <param name="ShowsStock">Whether the answer shows the stock of any product.</param>
/// <param name="Parameters">The query parameters it depends on, all of them: others are not looked at and make no new page.</param>
internal sealed record CatalogPage(bool ShowsStock, string[] Parameters)
{
    /// <summary>Told by an endpoint: the answer shows this product and its stock.</summary>
    internal static void Shows(HttpContext context, Id<Product> product) => context.Features.Set(new ShownProduct(product));

    /// <summary>Whether this answer is one that everybody may keep.</summary>
    internal static bool IsServed(HttpContext context) =>
        context.Response.StatusCode < StatusCodes.Status400BadRequest && context.Features.Get<ServedPage>() is not null;

    internal static void Serve(HttpContext context) => context.Features.Set(ServedPage.Instance);

    internal PageParts Parts(HttpContext context) => new(ShowsStock, context.Features.Get<ShownProduct>()?.Id.Value);

    /// <summary>All that the answer depends on besides the tenant. Values come with their length, so that none can look like two.</summary>
    internal string KeyOf(HttpContext context, Tenant tenant)
    {
        var key = new StringBuilder(tenant.DefaultCurrency).Append(' ').Append(((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText);
        foreach (var value in context.Request.RouteValues.Values)
            Append("", value as string ?? "");
        foreach (var name in Parameters)
        {
            if (context.Request.Query.TryGetValue(name, out var values))
                Append(name, values.ToString());
        }
        return key.ToString();

        void Append(string name, string value) => key.Append(CultureInfo.InvariantCulture, $" {name}={value.Length}:{value}");
    }

    private sealed record ShownProduct(Id<Product> Id);

    private sealed class ServedPage
    {
        internal static readonly ServedPage Instance = new();
    }
}

internal static class CatalogPageExtensions
{
    internal static RouteHandlerBuilder Kept(this RouteHandlerBuilder endpoint, bool showsStock, params string[] parameters) => endpoint.WithMetadata(new CatalogPage(showsStock, parameters));
}
