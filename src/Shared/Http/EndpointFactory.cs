using System.Collections.Concurrent;
using FastEndpoints;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Makes an operation's endpoint. The first one is only asked for its routes, at the start, and is made by reflection; those of requests are made
/// by compiled code, which is faster from the second on, but would take the start a millisecond for every operation there is.
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
