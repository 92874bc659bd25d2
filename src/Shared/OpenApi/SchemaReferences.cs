using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

internal static class SchemaReferences
{
    /// <summary>Where ASP.NET Core notes the name that a schema has among the components.</summary>
    private const string SchemaId = "x-schema-id";

    /// <summary>And that a property may be null besides.</summary>
    private const string NullableProperty = "x-is-nullable-property";

    /// <summary>A type's schema by its name among the components; what transformers get from ASP.NET Core is written out in full.</summary>
    public static async Task<IOpenApiSchema> ReferenceAsync(this OpenApiOperationTransformerContext context, Type type, CancellationToken ct) =>
        Refer(await context.GetOrCreateSchemaAsync(type, null, ct), context.Document!);

    private static IOpenApiSchema Refer(IOpenApiSchema found, OpenApiDocument document)
    {
        if (found is not OpenApiSchema schema) return found;

        foreach (var name in schema.Properties?.Keys.ToArray() ?? []) schema.Properties![name] = Refer(schema.Properties[name], document);
        if (schema.Items is { } items) schema.Items = Refer(items, document);
        if (Noted(schema, SchemaId) is not string { Length: > 0 } id) return schema;

        document.AddComponent(id, schema);
        var reference = new OpenApiSchemaReference(id, document);
        return Noted(schema, NullableProperty) is true ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference] } : reference;
    }

    private static object? Noted(OpenApiSchema schema, string key) => schema.Metadata is { } notes && notes.TryGetValue(key, out var note) ? note : null;
}
