using Microsoft.OpenApi;

namespace CatalystAuth.Server.Tokens;

/// <summary>
/// Describes a form in the OpenAPI document. Not by <c>Accepts()</c>: then another media type would be refused with 415 before the RFC's own
/// error could say so.
/// </summary>
internal static class OAuthFormSchema
{
    public static OpenApiRequestBody Of(IReadOnlyList<string> required, IEnumerable<string> optional) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/x-www-form-urlencoded"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(required),
                    Properties = required.Concat(optional).ToDictionary(
                        name => name, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String }),
                },
            },
        },
    };
}
