using System.Net;
using System.Net.Sockets;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Hosting;

/// <summary>
/// Finds out whether the server can listen on its addresses before it opens its store. So a start that fails for that reason leaves nothing
/// on the disk.
/// </summary>
internal static class AddressCheck
{
    /// <exception cref="CannotStartException">Another program listens on one of the addresses, or an address has a path.</exception>
    public static void Run(IConfiguration settings)
    {
        foreach (var url in settings.Addresses())
        {
            // Another fault of an address is told by the server itself.
            if (!TryParse(url, out var address) || address.IsUnixPipe || address.IsNamedPipe) continue;
            if (address.PathBase.Length > 0) throw new CannotStartException($"urls '{url}' must have no path: the server serves / and /api.");
            if (address.Port == 0) continue;
            if (!Interfaces(address.Host).Any(ip => IsInUse(ip, address.Port))) continue;
            var other = address.Port < IPEndPoint.MaxPort ? address.Port + 1 : address.Port - 1;
            throw new CannotStartException(
                $"{url} is in use by another program. Choose another address, such as --urls {address.Scheme}://localhost:{other}");
        }
    }

    private static bool TryParse(string url, out BindingAddress address)
    {
        address = null!;
        try
        {
            address = BindingAddress.Parse(url);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<IPAddress> Interfaces(string host) =>
        IPAddress.TryParse(host, out var address) ? [address]
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [IPAddress.Any, IPAddress.IPv6Any];

    private static bool IsInUse(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
