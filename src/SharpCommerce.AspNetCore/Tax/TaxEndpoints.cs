using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Tax;

namespace SharpCommerce.AspNetCore.Tax;

/// <summary>Tax rates, one for each country.</summary>
internal static class TaxEndpoints
{
    internal static void MapTax(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/tax-rates").WithTags("Settings");
        admin.MapGet("", ListAsync).Admin("settings:read").WithName("listTaxRates").WithSummary("All tax rates.");
        admin.MapGet("{country}", GetAsync).Admin("settings:read").WithName("getTaxRate").WithSummary("The rate of a country.");
        admin.MapPut("{country}", SetAsync).Admin("settings:write").WithName("setTaxRate").WithSummary("Set the rate of a country.");
        admin.MapDelete("{country}", DeleteAsync).Admin("settings:write").WithName("deleteTaxRate").WithSummary("Make a country untaxed.");
    }

    private static async Task<Ok<Page<TaxRateResponse>>> ListAsync(TaxManager taxes, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<TaxRateResponse>([.. (await taxes.ListAsync(cancellationToken)).Select(Response)], null));

    private static async Task<Ok<TaxRateResponse>> GetAsync(string country, TaxManager taxes, HttpContext context, CancellationToken cancellationToken)
    {
        var rate = await taxes.FindAsync(country, cancellationToken) ?? throw CommerceErrors.NotFound("tax rate");
        return TypedResults.Ok(Response(rate).WithETag(context, rate.Version));
    }

    private static async Task<Ok<TaxRateResponse>> SetAsync(string country, TaxRateInput input, TaxManager taxes, HttpContext context, CancellationToken cancellationToken)
    {
        var rate = await taxes.SetAsync(country, input, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(Response(rate).WithETag(context, rate.Version));
    }

    private static async Task<NoContent> DeleteAsync(string country, TaxManager taxes, HttpContext context, CancellationToken cancellationToken)
    {
        await taxes.DeleteAsync(country, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static TaxRateResponse Response(TaxRate rate) => new(rate.Country, rate.Name, rate.RatePpm, rate.Included, rate.AppliesToShipping);
}

/// <summary>A tax rate as staff see it; the rate in parts per million.</summary>
internal sealed record TaxRateResponse(string Country, string Name, int RatePpm, bool Included, bool AppliesToShipping);
