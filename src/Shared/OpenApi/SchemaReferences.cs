using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

internal static class SchemaReferences
{
    /// <summary>The key under which ASP.NET Core stores the component name of a schema.</summary>
    private const string SchemaId = "x-schema-id";

    /// <summary>The key under which ASP.NET Core stores that a property is nullable.</summary>
    private const string NullableProperty = "x-is-nullable-property";

    /// <summary>
    /// Returns a reference to the component schema of a type. ASP.NET Core gives transformers the complete schema instead.
    /// </summary>
    public static async Task<IOpenApiSchema> ReferenceAsync(
        this OpenApiOperationTransformerContext context, Type type, CancellationToken ct) =>
        Refer(await context.GetOrCreateSchemaAsync(type, null, ct), context.Document!);

    private static IOpenApiSchema Refer(IOpenApiSchema found, OpenApiDocument document)
    {
        if (found is not OpenApiSchema schema) return found;

        foreach (var name in schema.Properties?.Keys.ToArray() ?? []) schema.Properties![name] = Refer(schema.Properties[name], document);
        if (schema.Items is { } items) schema.Items = Refer(items, document);
        if (Noted(schema, SchemaId) is not string { Length: > 0 } id) return schema;

        document.AddComponent(id, schema);
        var reference = new OpenApiSchemaReference(id, document);
        return Noted(schema, NullableProperty) is true
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference] }
            : reference;
    }

    private static object? Noted(OpenApiSchema schema, string key) =>
        schema.Metadata is { } notes && notes.TryGetValue(key, out var note) ? note : null;
}
