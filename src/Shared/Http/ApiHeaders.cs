namespace SamosaChaat.Shared.Http;

/// <summary>The names of the API's headers that ASP.NET Core does not know.</summary>
internal static class ApiHeaders
{
    /// <summary>The id of a request in the log. A client may send one, and every response has one.</summary>
    public const string TraceId = "x-trace-id";

    /// <summary>The id of the last event that a client has received (HTML Living Standard, 9.2).</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>
    /// Tells a stream's client the maximum silence in seconds. The server sends a comment when nothing else was sent for so long. A client
    /// that hears nothing for much longer has lost the connection.
    /// </summary>
    public const string KeepAlive = "x-keep-alive";

    /// <summary>What is left of a client's rate (draft-ietf-httpapi-ratelimit-headers-10). Only refusals have it.</summary>
    public const string RateLimit = "RateLimit";

    /// <summary>The client's rate: how many requests it may send in how many seconds.</summary>
    public const string RateLimitPolicy = "RateLimit-Policy";

    /// <summary>Says where a client keeps its refresh token. See <see cref="RefreshCookie"/>.</summary>
    public const string RefreshToken = "x-refresh-token";

    /// <summary>The fault that a request asks the demo for. It has no effect outside the demo.</summary>
    public const string DemoFault = "x-demo-fault";
}
