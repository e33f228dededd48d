using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>The proof covers what is described; so everything is described. That what declares nothing is closed stands in <see cref="Docs.EmbeddingTests"/>.</summary>
public sealed class DeclarationTests
{
    /// <summary>Endpoints that are no operations of the API: pages, and what exists in Development and tests alone. Reviewed one by one.</summary>
    private static readonly string[] NotOperations = ["/", "/dev/mail", "/dev/mail.json", "/docs", "/docs/favicon.svg", "/docs/{documentName?}", "/docs/scalar.aspnetcore.js", "/docs/scalar.js", "/media/{tenant}/{file}", "/openapi/{documentName}.json"];

    [Fact]
    public async Task Every_endpoint_is_an_operation_or_on_the_reviewed_list()
    {
        var server = await TestServer.SharedAsync(Engine.Sqlite);
        var described = (await ApiModel.ReadAsync(server)).Operations.Select(operation => $"{operation.Method} {operation.Path}").ToHashSet();
        var mapped = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => (Method: method, Path: PathOf(endpoint)))).ToList();

        Assert.Empty(mapped.Where(endpoint => !described.Contains($"{endpoint.Method} {endpoint.Path}")).Select(endpoint => endpoint.Path).Except(NotOperations));
        Assert.Empty(described.Except(mapped.Select(endpoint => $"{endpoint.Method} {endpoint.Path}")));
    }

    [Fact]
    public async Task Every_operation_says_whom_it_is_for()
    {
        var operations = (await ApiModel.ReadAsync(await TestServer.SharedAsync(Engine.Sqlite))).Operations;
        Assert.All(operations, operation => Assert.True(operation.Permission != "undeclared" && operation.Scope is "tenant" or "platform" or "public", operation.Id));
        Assert.Equal(operations.Count, operations.Select(operation => operation.Id).Distinct().Count());
    }

    private static string PathOf(RouteEndpoint endpoint) =>
        "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => parameter.IsOptional ? $"{{{parameter.Name}?}}" : $"{{{parameter.Name}}}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));
}
