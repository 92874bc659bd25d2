using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>The settings of section <c>Http</c> that limit connections. <see cref="Proxies.ProxyOptions"/> has the others.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>
    /// The maximum number of connections of clients. Default: what the limit of open files leaves, and never more than that.
    /// </summary>
    [Range(1, int.MaxValue, ErrorMessage = "Http:MaxConnections must be at least 1.")]
    public int? MaxConnections { get; set; }

    /// <summary>
    /// The maximum number of connections of one address, or of one IPv6 network of 64 bits. Default: half of all. It does not hold for this
    /// machine and for trusted proxies, whose connections belong to many clients.
    /// </summary>
    [Range(1, int.MaxValue, ErrorMessage = "Http:MaxConnectionsPerAddress must be at least 1.")]
    public int? MaxConnectionsPerAddress { get; set; }
}
