using System.Net.Mime;
using FastEndpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace SamosaChaat.Shared.Http;

/// <summary>Sets up FastEndpoints. FastEndpoints keeps its configuration in static fields, so all hosts in a process share it.</summary>
internal static class Endpoints
{
    /// <summary>
    /// Lets hosts of one process map their endpoints one after another. While a host maps, it takes its validators from the static
    /// provider.
    /// </summary>
    private static readonly Lock Mapping = new();

    /// <param name="types">All endpoints and validators.</param>
    public static IServiceCollection AddEndpoints(this IServiceCollection services, List<Type> types)
    {
        services.Configure<RouteOptions>(routing => routing.ConstraintMap["uuid"] = typeof(UuidConstraint));
        services.AddSingleton(typeof(IRequestBinder<>), typeof(OneSourceBinder<>));
        services.AddSingleton<IEndpointFactory, EndpointFactory>();
        return services.AddFastEndpoints(types);
    }

    public static WebApplication MapEndpoints(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            var endpoint = http.GetEndpoint();
            var json = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>();
            if (json is { IsOptional: true } && http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            {
                http.Request.ContentType = MediaTypeNames.Application.Json;
                http.Request.Body = new MemoryStream("{}"u8.ToArray(), writable: false);
            }

            // Routing accepts a request without a content type, and FastEndpoints would respond with a status without a body.
            return json is not null && !http.Request.HasJsonContentType()
                ? Problem.Of(StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(http)
                : next(http);
        });
        lock (Mapping) app.UseFastEndpoints(Configure);
        return app;
    }

    private static void Configure(Config config)
    {
        Json.Configure(config.Serializer.Options);
        config.Serializer.RequestDeserializer = JsonBody.ReadAsync;
        config.Binding.JsonExceptionTransformer = JsonBody.Describe;
        config.Binding.FailureMessage = static (_, field, _) => $"{field} has the wrong type.";
        config.Errors.ContentType = Problem.ContentType;
        config.Errors.ProducesMetadataType = typeof(Problem);
        config.Errors.ResponseBuilder = static (failures, http, _) =>
        {
            var errors = failures
                .GroupBy(failure => failure.PropertyName, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(failure => failure.ErrorMessage).ToArray(), StringComparer.Ordinal);
            return Problem.Invalid(errors) with { TraceId = http.TraceIdentifier };
        };
        // The folder of an operation is its name.
        config.Endpoints.Configurator =
            static endpoint => endpoint.Options(builder => builder.WithName(Slice.Of(endpoint.EndpointType)!.Value.Operation!));
    }
}
