using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Idempotency;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Server.Idempotency;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace CatalystAuth.Server.OpenApi;

/// <summary>The OpenAPI 3.1 document, the same whatever address it is served from.</summary>
internal static class OpenApiDocument
{
    public const string Name = "v1";

    private const string Bearer = "bearer";

    // The permission in the organisation that an operation asks for.
    private const string PermissionExtension = "x-permission";

    private static OpenApiParameter IdempotencyKey => new()
    {
        Name = IdempotencyHeaders.Key,
        In = ParameterLocation.Header,
        Description = "A fresh value for each thing to be done. The same request with the same key is carried out once and answered alike.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyHeaders.MaxKeyLength },
    };

    private static OpenApiParameter IfMatch => new()
    {
        Name = HeaderNames.IfMatch,
        In = ParameterLocation.Header,
        Description = "The ETag of what the change is based on. When it is another one by now, nothing is changed and the answer is a 412.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public static IServiceCollection AddCatalystOpenApi(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Catalyst-Auth",
                Version = Name,
                Description = "Users, organisations, keys, tokens and protected apps. Refusals are problem+json (RFC 9457) with a stable code.",
            };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (IdempotencyMiddleware.Applies(context.Description.HttpMethod, context.Description.RelativePath, metadata))
            {
                (operation.Parameters ??= []).Add(IdempotencyKey);
            }

            operation.Responses ??= [];
            if (operation.Responses.ContainsKey($"{StatusCodes.Status412PreconditionFailed}"))
            {
                (operation.Parameters ??= []).Add(IfMatch);
            }

            if (context.Description.RelativePath?.StartsWith("v1/orgs/{org}", StringComparison.Ordinal) == true)
            {
                operation.Responses[$"{StatusCodes.Status308PermanentRedirect}"] = new OpenApiResponse
                {
                    Description = "The organisation was named by a former slug; the same address with the one that it has now.",
                };
            }

            if (metadata.OfType<NeededPermission>().LastOrDefault() is { } needed)
            {
                operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
                operation.Extensions[PermissionExtension] = new JsonNodeExtension(needed.Permission);
            }

            if (metadata.OfType<ExampleBody>().LastOrDefault() is { } example
                && operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true)
            {
                body.Example = JsonNode.Parse(example.Json);
            }

            if (metadata.OfType<IAuthorizeData>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context.JsonTypeInfo.Type);

            // Of what has a converter of its own nothing is known, which leaves lists of it without a word.
            if (schema is { Items: null, Type: { } type } && type.HasFlag(JsonSchemaType.Array) && context.JsonTypeInfo.ElementType is { } element)
            {
                var items = new OpenApiSchema();
                Describe(items, element);
                schema.Items = items;
            }

            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiSchema schema, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (PrefixOf(type) is { } prefix)
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = $"^{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$";
            schema.Properties = null;
            schema.Required = null;
        }
        else if (type == typeof(OrgRef))
        {
            schema.Type = JsonSchemaType.String;
            schema.Description = "An organisation's id (org_…) or slug.";
        }
        else if (type == typeof(LabelInput))
        {
            schema.Description = "A label as a text, which keeps its expiry, or {\"label\":…,\"expiresAt\":…}, which says it.";
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String },
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "label" },
                    AdditionalPropertiesAllowed = false,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["label"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["expiresAt"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "date-time" },
                    },
                },
            ];
        }
        else if (type == typeof(JsonObject) || type == typeof(JsonElement))
        {
            schema.Type = JsonSchemaType.Object;
        }
        else if (typeof(Requirement).IsAssignableFrom(type))
        {
            schema.Description =
                "\"public\", or an object with exactly one member: all, any (lists), not, scope, permission, label, role, group, plan, feature, org, mfa, ip, time. See api/policy.schema.json.";
            schema.Examples = [new JsonObject { ["scope"] = "app:read" }];
        }
        else if (type == typeof(ProblemDetails))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable; see the list of errors." };
            schema.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String };
            schema.Properties["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Messages by request member.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            };
        }
    }

    private static string? PrefixOf(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITypeId<>))
            ? (string?)type.GetProperty(nameof(ITypeId<OrgId>.Prefix), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)
            : null;
}
