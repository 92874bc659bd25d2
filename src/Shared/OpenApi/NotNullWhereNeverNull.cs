using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>A property that is left out rather than null, by us ([JsonIgnore]) or by the sender ([DisallowNull]), is shown as one that is not null.</summary>
internal sealed class NotNullWhereNeverNull : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property && (!property.IsSetNullable || IsLeftOut(property))) schema.Type &= ~JsonSchemaType.Null;
        return Task.CompletedTask;
    }

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}
