using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>
/// Describes a property as not nullable if it is omitted instead of null. The server omits it ([JsonIgnore]) or the client does
/// ([DisallowNull]).
/// </summary>
internal sealed class NotNullWhereNeverNull : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property && (!property.IsSetNullable || IsLeftOut(property)))
        {
            schema.Type &= ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    private static bool IsLeftOut(JsonPropertyInfo property)
    {
        var ignores = property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false);
        return ignores is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
    }
}
