using System.Collections.Concurrent;
using FastEndpoints;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Creates the endpoints. The first instance only provides the routes at the start, and reflection creates it. Compiled code creates the
/// instances for requests. It is faster from the second call on, but compiling it at the start would take a millisecond per operation.
/// </summary>
internal sealed class EndpointFactory : IEndpointFactory
{
    private readonly ConcurrentDictionary<Type, ObjectFactory?> compiled = new();

    public BaseEndpoint Create(EndpointDefinition definition, HttpContext ctx)
    {
        var type = definition.EndpointType;
        if (compiled.TryAdd(type, null)) return (BaseEndpoint)ActivatorUtilities.CreateInstance(ctx.RequestServices, type);

        var make = compiled[type] ?? (compiled[type] = ActivatorUtilities.CreateFactory(type, []));
        return (BaseEndpoint)make(ctx.RequestServices, null);
    }
}
