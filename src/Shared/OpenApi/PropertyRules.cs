using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>Adds the allowed values of a property to its schema, from its attribute and from the slice's validator.</summary>
internal sealed class PropertyRules : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is not { } property) return Task.CompletedTask;

        var attributes = property.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false);
        if (attributes is [AllowedValuesAttribute allowed])
        {
            schema.Enum = [.. allowed.Values.Select(value => JsonSerializer.SerializeToNode(value)!)];
        }

        ValidatorRules.Describe(schema, property.DeclaringType, property.Name);
        return Task.CompletedTask;
    }
}
