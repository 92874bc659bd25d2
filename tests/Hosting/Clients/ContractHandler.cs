using System.Globalization;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>Holds every JSON answer that a test receives against the contract's schemas. Event streams pass untouched: <see cref="TestUser"/> checks each event.</summary>
public sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";
    private const string EventStream = "text/event-stream";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // Without a body there is nothing to hold against anything.
        if (request.Method == HttpMethod.Head) return response;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        // Buffered, so that the test can read it again.
        var body = mediaType == EventStream ? "" : await response.Content.ReadAsStringAsync(cancellationToken);
        var traceId = response.Headers.TryGetValues("x-trace-id", out var values) ? values.Single() : null;

        Check(request.Method.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode, mediaType, traceId, body);
        return response;
    }

    /// <summary>Fails the test unless the answer keeps the contract.</summary>
    public static void Check(string method, string path, int status, string? mediaType, string? traceId, string body)
    {
        var faults = Faults(method, path, status, mediaType, traceId, body);
        if (faults.Count == 0) return;
        Assert.Fail($"{method} {path} was answered {status} {mediaType}, which breaks the contract: {string.Join("; ", faults)}\n"
            + body[..Math.Min(body.Length, 2000)]);
    }

    /// <summary>What is wrong with an answer; empty if nothing is.</summary>
    public static IReadOnlyList<string> Faults(string method, string path, int status, string? mediaType, string? traceId, string body)
    {
        if (traceId is null) return ["it has no x-trace-id"];

        if (path.StartsWith("/api/", StringComparison.Ordinal)) path = path["/api".Length..];
        var operation = Contract.Contract.Operations.FirstOrDefault(operation => operation.IsFor(method, path));
        if (mediaType == EventStream) return operation is { Streams: true } && status == 200 ? [] : ["it must not be a stream"];

        if (status == 200 && operation?.Files is { } files) return files.Contains(mediaType) ? [] : ["it must be one of the operation's files"];

        if (!(operation?.Answers ?? new Dictionary<string, string?>()).TryGetValue(status.ToString(CultureInfo.InvariantCulture), out var schema))
        {
            // Any request can fail; what every failure looks like is known.
            if (status < 400) return ["no schema is known for it"];
            schema = "Problem";
        }

        if (schema is null) return body.Length == 0 ? [] : ["it must not have a body"];
        if (mediaType != (schema == "Problem" ? ProblemJson : Json)) return [$"it must be a {schema} in JSON"];

        var faults = Contract.Contract.Faults(schema, body);
        return faults.Count == 0 && schema == "Problem" ? Contract.ProblemRules.Faults(status, traceId, body) : faults;
    }
}
