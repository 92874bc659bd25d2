using System.Net;
using System.Net.Sockets;

namespace SamosaChaat.Shared.Http;

/// <summary>Tells clients apart by where they come from.</summary>
internal static class ClientSource
{
    /// <summary>Returns the source of a request. A proxy's header counts only if the settings trust the proxy.</summary>
    public static IPAddress Of(HttpContext http) => Of(http.Connection.RemoteIpAddress ?? IPAddress.Loopback);

    /// <summary>Returns the network of 64 bits of an IPv6 address, because one client can use all of its addresses.</summary>
    public static IPAddress Of(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]),
        _ => address,
    };
}
