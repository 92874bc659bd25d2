using FastEndpoints;

namespace SamosaChaat.Shared.Limits;

/// <summary>Groups requests that cost the server about the same. Each class has a rate of its own.</summary>
internal enum RequestClass
{
    Read,
    Write,

    /// <summary>The start of a turn. A request for a turn is a <see cref="Read"/>, because most of them join or repeat one.</summary>
    Turn,

    /// <summary>A request that hashes a password, or that is a part of a sign-in by an identity provider.</summary>
    SignIn,

    /// <summary>An attempt to register, which is a <see cref="SignIn"/>, too.</summary>
    Registration,
}

/// <summary>States the class of an operation whose method does not tell it.</summary>
internal sealed record RequestClassMetadata(RequestClass Class);

internal static class RequestClassExtensions
{
    /// <summary>Declares the class of an operation. Without it, GET and HEAD are reads, and all else is a write.</summary>
    public static BaseEndpoint CountsAs(this BaseEndpoint endpoint, RequestClass requests)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new RequestClassMetadata(requests)));
        return endpoint;
    }

    /// <summary>Declares that the operation has no rate, because those who watch over the server call it.</summary>
    public static BaseEndpoint HasNoRate(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.DisableRateLimiting());
        return endpoint;
    }
}
