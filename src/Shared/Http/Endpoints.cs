using FastEndpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace SamosaChaat.Shared.Http;

/// <summary>How FastEndpoints is set up. It keeps this in statics, so every host in a process has the same.</summary>
internal static class Endpoints
{
    /// <summary>FastEndpoints serves a list of its routes here, for its own test tools.</summary>
    private const string RouteList = "_test_url_cache_";

    /// <summary>
    /// Lets hosts of one process map one after another: while it maps, a host takes its validators from the provider in the statics.
    /// </summary>
    private static readonly Lock Mapping = new();

    /// <param name="types">Every endpoint and validator there is.</param>
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
            // By what routing has found, which does not mind a slash at the end or capital letters.
            if (endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern } && pattern.Trim('/') == RouteList) return Problem.NotFound.ExecuteAsync(http);
            var json = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>();
            if (json is { IsOptional: true } && http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            {
                http.Request.ContentType = "application/json";
                http.Request.Body = new MemoryStream("{}"u8.ToArray(), writable: false);
            }

            // Routing lets a request without any content type pass, and FastEndpoints answers it with a bare status.
            return json is not null && !http.Request.HasJsonContentType() ? Problem.Of(StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(http) : next(http);
        });
        lock (Mapping) app.UseFastEndpoints(Configure);
        return app;
    }

    private static void Configure(Config config)
    {
        Json.Configure(config.Serializer.Options);
        config.Serializer.RequestDeserializer = JsonBody.ReadAsync;
        config.Binding.JsonExceptionTransformer = JsonBody.Describe;
        config.Binding.FailureMessage = static (_, field, _) => $"{field} is not of the type that is expected.";
        config.Errors.ContentType = Problem.ContentType;
        config.Errors.ProducesMetadataType = typeof(Problem);
        config.Errors.ResponseBuilder = static (failures, http, _) =>
        {
            var errors = failures
                .GroupBy(failure => failure.PropertyName, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(failure => failure.ErrorMessage).ToArray(), StringComparer.Ordinal);
            return Problem.Invalid(errors) with { TraceId = http.TraceIdentifier };
        };
        // An operation is called what its folder is called.
        config.Endpoints.Configurator = static endpoint => endpoint.Options(builder => builder.WithName(Slice.Of(endpoint.EndpointType)!.Value.Operation!));
    }
}
