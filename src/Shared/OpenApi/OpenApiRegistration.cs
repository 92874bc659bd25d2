using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>Registers the OpenAPI 3.1 document, which is generated from the endpoints.</summary>
internal static class OpenApiRegistration
{
    public const string DocumentName = "v1";
    public const string BearerScheme = "bearerAuth";
    private const string ResponseSuffix = "Response";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        return services.AddOpenApi(openApi =>
        {
            openApi.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            openApi.CreateSchemaReferenceId = SchemaName;
            openApi.AddOperationTransformer<OperationFromEndpoint>();
            openApi.AddOperationTransformer<OperationAnswers>();
            openApi.AddSchemaTransformer<NotNullWhereNeverNull>();
            openApi.AddSchemaTransformer<PropertyRules>();
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = Introduction.Info;
                var paths = document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal).ToArray();
                document.Paths = [];
                foreach (var (path, item) in paths) document.Paths.Add(path, item);
                // Replaces the single tag that ASP.NET Core adds for the assembly.
                document.Tags = Introduction.Areas.Select(area => new OpenApiTag { Name = area.Name, Description = area.Description })
                    .ToHashSet();
                document.Components ??= new OpenApiComponents();
                document.Components.Headers = AnswerHeaders.Components();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [BearerScheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = "bearer",
                        BearerFormat = "JWT",
                        Description = "The `access_token` from signing in, registering or refreshing.",
                    },
                };
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>
    /// Returns the name of a schema. The Request and Response of a slice have the slice's name as prefix. Shared types drop the suffix:
    /// Conversation, Message.
    /// </summary>
    private static string? SchemaName(JsonTypeInfo type)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(type) is not { } name) return null;
        if (Slice.Of(type.Type)?.Operation is { } operation) return operation + name;
        return name.EndsWith(ResponseSuffix, StringComparison.Ordinal) ? name[..^ResponseSuffix.Length] : name;
    }
}
