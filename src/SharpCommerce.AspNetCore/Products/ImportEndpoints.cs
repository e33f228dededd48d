using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.AspNetCore.Jobs;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Products.Import;

namespace SharpCommerce.AspNetCore.Products;

/// <summary>Whole catalogs in and out. Files are streamed: neither side holds one in memory.</summary>
internal static class ImportEndpoints
{
    // The SDK limits the file; this leaves room for the multipart frame around it.
    private const long MaxUploadBytes = 201L << 20;

    internal static void MapImport(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/products").WithTags("Products");
        admin.MapPost("import", ImportAsync).Admin("catalog:write").Mostly(TurnKind.Transfer).MaxBody(MaxUploadBytes).Accepts<IFormFile>("multipart/form-data", "text/csv", "application/json")
            .Produces<JobResponse>(202).WithName("importProducts").WithSummary("Import a product file.")
            .WithDescription("As the raw body, or as the first file of a multipart form; format is shopify-csv (the default) or json. Answers a job to follow.");
        admin.MapGet("export", Export).Admin("catalog:read").Mostly(TurnKind.Transfer).Produces(200, contentType: "text/csv").WithName("exportProducts").WithSummary("All products as a file.");
    }

    private static async Task<Accepted<JobResponse>> ImportAsync(string? format, bool? dryRun, ProductImportManager imports, HttpRequest request, CancellationToken cancellationToken)
    {
        var (content, _) = await UploadedFile.OpenAsync(request, cancellationToken);
        var job = await imports.StartAsync(content, Format(format), dryRun ?? false, cancellationToken);
        return TypedResults.Accepted($"/api/v1/admin/jobs/{job.Id}", job.Response());
    }

    private static PushStreamHttpResult Export(string? format, ProductImportManager imports, CancellationToken cancellationToken)
    {
        var chosen = Format(format);
        return TypedResults.Stream(
            output => imports.ExportAsync(output, chosen, cancellationToken),
            chosen == ImportFormat.Json ? "application/json" : "text/csv; charset=utf-8",
            chosen == ImportFormat.Json ? "products.json" : "products.csv");
    }

    private static ImportFormat Format(string? format) => format switch
    {
        null or "shopify-csv" => ImportFormat.ShopifyCsv,
        "json" => ImportFormat.Json,
        _ => throw InputRules.Invalid("format", "must be shopify-csv or json."),
    };
}
