using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HttpOverrides;

namespace SamosaChaat.Shared.Http.Proxies;

/// <summary>
/// Removes <c>X-Forwarded-*</c> headers with values that must not become part of a URL. A proxy may pass on what a client sent.
/// </summary>
internal static partial class ForwardedHeaderRules
{
    public static void Apply(HttpContext http)
    {
        var headers = http.Request.Headers;
        // The middleware notes the replaced values under these names. A client's own values would look like notes.
        headers.Remove(ForwardedHeadersDefaults.XOriginalHostHeaderName);
        headers.Remove(ForwardedHeadersDefaults.XOriginalProtoHeaderName);
        Keep(headers, ForwardedHeadersDefaults.XForwardedProtoHeaderName, Scheme());
        Keep(headers, ForwardedHeadersDefaults.XForwardedHostHeaderName, Host());
        Keep(headers, ForwardedHeadersDefaults.XForwardedPrefixHeaderName, Prefix());
        if (headers.TryGetValue(ForwardedHeadersDefaults.XForwardedPrefixHeaderName, out var prefix))
        {
            // "/chat/" and "/chat" are the same prefix. Paths begin with a slash, so it must not end with one.
            headers[ForwardedHeadersDefaults.XForwardedPrefixHeaderName] =
                string.Join(", ", Entries(prefix).Select(entry => entry.TrimEnd('/')));
        }

        // A client without an IP address, such as one of a Unix socket, is in no network. The middleware would believe it.
        if (http.Connection.RemoteIpAddress is not null) return;
        foreach (var name in headers.Keys.Where(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            headers.Remove(name);
        }
    }

    private static void Keep(IHeaderDictionary headers, string name, Regex form)
    {
        if (headers.TryGetValue(name, out var value) && !Entries(value).All(form.IsMatch)) headers.Remove(name);
    }

    private static string[] Entries(string? value) => (value ?? "").Split(',', StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"\Ahttps?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    /// <summary>A name, an IPv4 address, or an IPv6 address in brackets, with or without a port.</summary>
    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?\z")]
    private static partial Regex Host();

    /// <summary>A path of unreserved characters without empty segments and without dot segments (RFC 3986).</summary>
    [GeneratedRegex(@"\A(?:/(?!\.{1,2}(?:/|\z))[A-Za-z0-9._~-]{1,100}){1,10}/?\z")]
    private static partial Regex Prefix();
}
