using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Http.Proxies;

/// <summary>The settings of section <c>Http</c>.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Http";
    public const string Setting = $"{Section}:{nameof(TrustedProxies)}";

    /// <summary>
    /// The IP addresses or networks (CIDR) of the proxies whose <c>X-Forwarded-*</c> headers are believed. Default: none.
    /// </summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>Returns the network that a text names, or null if it names none. An address is a network of one.</summary>
    public static IPNetwork? Parse(string text)
    {
        var parts = text.Split('/', 2);
        // .NET's parser accepts short forms such as 10.1, which mean something else than they seem to.
        if (!IPAddress.TryParse(parts[0], out var address)
            || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != parts[0]))
        {
            return null;
        }

        if (parts.Length == 1) return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);
        // An address within the network may be a slip for the address alone.
        return IPNetwork.TryParse(text, out var network) && network.BaseAddress.Equals(address) ? network : null;
    }
}

/// <summary>Stops the start and names the setting if a setting is invalid.</summary>
internal sealed class ProxyOptionsValidator(IConfiguration configuration) : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) => SettingsList.Validate(
        configuration,
        ProxyOptions.Setting,
        "address",
        options.TrustedProxies,
        text => ProxyOptions.Parse(text) is not null,
        "an IP address, such as 10.0.0.2, or the first address of a network with its length, such as 10.0.0.0/8.");
}
