using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>A property that may be left out but not be null ([DisallowNull]) is shown as one that is not null.</summary>
internal sealed class NotNullWhereRefused : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var refused = context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(DisallowNullAttribute), inherit: false) ?? false;
        if (refused) schema.Type &= ~JsonSchemaType.Null;
        return Task.CompletedTask;
    }
}
