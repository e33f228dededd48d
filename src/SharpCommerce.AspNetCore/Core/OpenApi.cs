using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>The API's description, generated from the endpoints and what they declare of themselves.</summary>
internal static class OpenApi
{
    private const string ProblemSchema = "Problem";

    internal static void AddCommerceOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type =>
            type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(Id<>) || type.Type == typeof(Currency) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "SharpCommerce", Version = "v1", Description = "Multi-tenant, headless commerce. Every call on /store, /auth and /admin needs a tenant: by host name, by the X-Tenant header, by a publishable key or by the credential." };
            document.Servers?.Clear();
            document.Components ??= new();
            document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
            document.Components.Schemas[ProblemSchema] = Problem();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access token from signing in, a secret API key, or the operator's bootstrap token." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(ShapeAsync);
    });

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        // A host's own endpoints may stand in the same document.
        if (metadata.OfType<AccessRule>().SingleOrDefault() is not { } access)
            return Task.CompletedTask;
        var mutates = context.Description.HttpMethod is not "GET";
        var idempotency = !mutates ? "none" : metadata.OfType<IdempotencyRule>().LastOrDefault().ToString().ToLowerInvariant();
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-scope"] = new JsonNodeExtension(access.Surface switch { Surface.Platform => "platform", Surface.Public => "public", _ => "tenant" });
        operation.Extensions["x-idempotency"] = new JsonNodeExtension(idempotency);
        operation.Parameters ??= [];
        operation.Responses ??= [];
        // "signed_in": no permission is asked for, and the caller reaches only what is their own.
        operation.Extensions["x-permission"] = new JsonNodeExtension(access.Permission ?? (access.SignedIn ? "signed_in" : "none"));
        if (!access.IsOpen)
            operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        if (access.Surface != Surface.Public)
        {
            // Open calls, too: a credential that is sent along may be bad, and signing in is refused.
            AddProblem("401", access.Surface == Surface.Inbound ? "The signature is not good." : "No valid credential.");
            AddProblem("403", "The credential lacks the permission, or the tenant does not fit or is suspended.");
            AddProblem("429", "Too many calls, or too many attempts to sign in.");
        }
        if (access.NeedsTenant)
        {
            operation.Parameters.Add(Header(TenantMiddleware.Header, "The tenant's slug or id; not needed when the host name or the credential says it.", "aurora", required: false));
            AddProblem("400", "The input is not valid, or no tenant was named.");
            AddProblem("404", "There is no such thing, or no such tenant.");
        }
        if (access.Surface == Surface.Platform)
        {
            AddProblem("400", "The input is not valid.");
            AddProblem("404", "There is no such tenant.");
        }
        if (mutates)
        {
            operation.Extensions["x-body-limit"] = new JsonNodeExtension(metadata.OfType<BodyLimit>().LastOrDefault()?.MaxBytes ?? CommerceHttp.MaxJsonBytes);
            if (idempotency != "none")
            {
                AddProblem("422", "The idempotency key was used for another call.");
                operation.Parameters.Add(Header(IdempotencyMiddleware.Header, "The same value when the call is repeated: it then runs once.", "0b7f6a52-5f0c-4f6e-9d0e-1f1d3f6f2d4c", idempotency == "required"));
            }
            AddProblem("400", "The input is not valid.");
            AddProblem("413", "The body is too large.");
            AddProblem("415", "The call does not take this media type.");
            AddProblem("409", "The state does not allow it.");
            AddProblem("412", "It was changed since the version in If-Match.");
            AddProblem("507", "The database's disk is full.");
        }
        AddProblem("503", "The database or a provider does not answer.");
        if (metadata.OfType<CatalogPage>().Any())
            operation.Responses.TryAdd("304", new OpenApiResponse { Description = "Nothing has changed since the ETag in If-None-Match." });
        return Task.CompletedTask;

        void AddProblem(string status, string description) => operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) },
            },
        });
    }

    private static OpenApiParameter Header(string name, string description, string example, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };

    private static Task ShapeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
        }
        else if (type == typeof(Currency))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = "^[A-Z]{3}$";
            schema.Description = "ISO 4217";
        }
        else if (type.IsEnum)
        {
            // The converter is ours, so nobody else knows what it writes.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
        }
        if (OpenApiExamples.For(type) is { } example)
            schema.Examples = [example];
        return Task.CompletedTask;
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457 problem details. Clients decide by 'code', which never changes its meaning.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A URI for the code."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What happened, for people."),
            ["code"] = Text("What happened, for programs."),
            ["traceId"] = Text("Leads to the logs."),
            ["requestId"] = Text("The X-Request-Id."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Messages per field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
        Examples = [JsonNode.Parse(
            """
            {"type":"urn:sharpcommerce:problem:insufficient_stock","title":"Conflict","status":409,"detail":"There is not enough in stock.","code":"insufficient_stock","traceId":"0af7651916cd43dd8448eb211c80319c"}
            """)!],
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
