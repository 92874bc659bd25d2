using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SamosaChaat.Shared.Cluster.Peers;

/// <summary>Finds the address by which other nodes reach this one.</summary>
internal static class NodeAddress
{
    /// <param name="bound">The address that the listener is bound to, with its real port.</param>
    /// <param name="open">Opens a connection to the database.</param>
    public static Uri Of(string? given, string bound, Func<NpgsqlConnection> open)
    {
        var address = BindingAddress.Parse(bound);
        if (!string.IsNullOrEmpty(given))
        {
            var set = BindingAddress.Parse(given);
            return new($"http://{set.Host}:{(set.Port == 0 ? address.Port : set.Port)}");
        }

        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? OwnHost(open) : address.Host;
        return new($"http://{host}:{address.Port}");
    }

    /// <summary>Returns the address from which this machine reaches the database, because the other nodes reach the database too.</summary>
    private static string OwnHost(Func<NpgsqlConnection> open)
    {
        using var connection = open();
        // The host may be the folder of a Unix socket.
        if (connection.Host is not { } host || host.StartsWith('/') || host.StartsWith('@')) return Environment.MachineName;
        try
        {
            // Connecting a datagram socket only chooses its own address. It sends nothing.
            using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(host, connection.Port);
            var own = ((IPEndPoint)socket.LocalEndPoint!).Address;
            if (own.IsIPv4MappedToIPv6) own = own.MapToIPv4();
            // A link-local address has a scope, which is this machine's own affair.
            if (own.IsIPv6LinkLocal) return Environment.MachineName;
            return own.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{own}]" : $"{own}";
        }
        catch (SocketException)
        {
            return Environment.MachineName;
        }
    }
}
