using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Products;

namespace SharpCommerce.AspNetCore.Products;

/// <summary>What shoppers may mean while they type.</summary>
internal static class SuggestionEndpoints
{
    internal static void MapSuggestions(this IEndpointRouteBuilder api) =>
        api.MapGet("/store/search/suggestions", FindAsync).Open(Surface.Store).WithTags("Catalog").WithName("suggestSearch").WithSummary("Up to eight categories and products that the words may mean.").Kept(showsStock: false, "q");

    private static async Task<Ok<SuggestionList>> FindAsync([FromQuery] string? q, SearchSuggestions suggestions, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SuggestionList(await suggestions.FindAsync(q, cancellationToken)));
}

/// <summary>What the words may mean, the likeliest first.</summary>
internal sealed record SuggestionList(IReadOnlyList<SearchSuggestion> Items);
