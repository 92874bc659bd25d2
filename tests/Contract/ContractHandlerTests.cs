using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit.Sdk;

namespace SamosaChaat.Tests.Contract;

/// <summary>The check itself is held to account: each kind of broken answer must be seen.</summary>
public sealed class ContractHandlerTests
{
    private const string Id = "0190c7b0-0000-7000-8000-000000000001";
    private const string Time = "2026-01-02T03:04:05.678901Z";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private const string Good = $$"""
        {"id":"{{Id}}","conversation_id":"{{Id}}","role":"user","content":"Hi 🥟","token_count":1,"model_tag":"demo","inference_time_ms":0,"created_at":"{{Time}}"}
        """;

    private const string Problem = $$"""{"type":"about:blank","title":"Bad Request","status":400,"errors":{"title":["is blank"]},"trace_id":"{{Trace}}"}""";

    public static TheoryData<string, string, string> BrokenMessages { get; } = new()
    {
        { "an extra property", "\"role\":\"user\"", "\"role\":\"user\",\"sequence\":1" },
        { "a missing property", "\"role\":\"user\",", "" },
        { "a number for text", "\"role\":\"user\"", "\"role\":1" },
        { "null for text", "\"role\":\"user\"", "\"role\":null" },
        { "text for a number", "\"token_count\":1", "\"token_count\":\"1\"" },
        { "a fraction for an integer", "\"token_count\":1", "\"token_count\":1.5" },
        { "a negative count", "\"token_count\":1", "\"token_count\":-1" },
        { "a negative time", "\"inference_time_ms\":0", "\"inference_time_ms\":-1" },
        { "an id that is no UUID", $"\"id\":\"{Id}\",\"c", "\"id\":\"1\",\"c" },
        { "a UUID in braces", $"\"id\":\"{Id}\",\"c", $"\"id\":\"{{{Id}}}\",\"c" },
        { "a UUID in capitals", $"\"id\":\"{Id}\",\"c", $"\"id\":\"{Id.ToUpperInvariant()}\",\"c" },
        { "a date that is no date", Time, "yesterday" },
        { "a date without a time", Time, "2026-01-02" },
        { "a day that does not exist", Time, "2026-02-31T03:04:05Z" },
        { "a time of no zone", Time, "2026-01-02T03:04:05" },
        { "an array around it", Good, $"[{Good}]" },
        { "half of it", "\"created_at\"", "" },
    };

    public static TheoryData<string, string, string, int, string?, string?, string> BrokenAnswers { get; } = new()
    {
        { "without x-trace-id", "GET", "/health", 200, "application/json", null, """{"status":"ok","ready":true}""" },
        { "of an operation that nobody described", "GET", "/users", 200, "application/json", Trace, "{}" },
        { "of a status that nobody described", "GET", "/health", 201, "application/json", Trace, """{"status":"ok","ready":true}""" },
        { "JSON that does not say so", "GET", "/health", 200, "text/plain", Trace, """{"status":"ok","ready":true}""" },
        { "success as a problem", "GET", "/health", 200, "application/problem+json", Trace, """{"status":"ok","ready":true}""" },
        { "a failure as plain JSON", "POST", "/conversations", 400, "application/json", Trace, Problem },
        { "a failure without a body", "POST", "/conversations", 400, null, Trace, "" },
        { "another status in the problem", "POST", "/conversations", 401, "application/problem+json", Trace, Problem },
        { "another trace id in the problem", "POST", "/conversations", 400, "application/problem+json", "other", Problem },
        { "a problem with a stack", "POST", "/conversations", 400, "application/problem+json", Trace, Problem.Replace("\"errors\"", "\"stack\":\"at\",\"errors\"", StringComparison.Ordinal) },
        { "a body where there is none", "DELETE", $"/conversations/{Id}", 204, "application/json", Trace, "{}" },
        { "an element in a list that is broken", "GET", $"/api/conversations/{Id}/messages", 200, "application/json", Trace, $"[{Good},{{}}]" },
        { "a stream where there is none", "GET", "/conversations", 200, "text/event-stream", Trace, "" },
    };

    [Fact]
    public void A_good_message_passes() => Assert.Empty(Contract.Faults("Message", Good));

    [Theory]
    [MemberData(nameof(BrokenMessages))]
    public void A_broken_message_is_refused(string what, string old, string broken)
    {
        Assert.True(Good.Contains(old, StringComparison.Ordinal), what);

        Assert.NotEmpty(Contract.Faults("Message", Good.Replace(old, broken, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_good_answer_passes() => Assert.Empty(ContractHandler.Faults("POST", "/conversations", 400, "application/problem+json", Trace, Problem));

    [Theory]
    [MemberData(nameof(BrokenAnswers))]
    public void A_broken_answer_is_refused(string what, string method, string path, int status, string? mediaType, string? traceId, string body) =>
        Assert.True(ContractHandler.Faults(method, path, status, mediaType, traceId, body).Count > 0, what);

    [Fact]
    public async Task A_client_that_receives_a_broken_answer_fails_its_test()
    {
        using var client = new HttpClient(new ContractHandler(new Canned("""{"status":"ok","ready":"yes"}"""))) { BaseAddress = new Uri("http://localhost") };

        var failure = await Assert.ThrowsAsync<FailException>(() => client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Contains("BooleanExpected at #/ready", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"token":"Hel","gpu":0}""")]
    [InlineData("""{"token":null}""")]
    [InlineData("""{"message":{"content":"Hi"}}""")]
    [InlineData("""{"done":true,"message":null}""")]
    [InlineData("""{"done":false,"finish_reason":"stop","message":null}""")]
    [InlineData("""{"done":true,"finish_reason":"tired","message":null}""")]
    [InlineData("""{"done":true,"finish_reason":"stop","message":{}}""")]
    [InlineData("""{"error":{"title":"Bad Gateway"}}""")]
    [InlineData("""{"delta":"Hel"}""")]
    public void A_broken_event_is_refused(string data) => Assert.Throws<FailException>(() => Contract.CheckEvent(data));

    [Theory]
    [InlineData($$"""{"message":{{Good}}}""")]
    [InlineData("""{"token":"Hel"}""")]
    [InlineData($$"""{"error":{{Problem}}}""")]
    [InlineData($$"""{"done":true,"finish_reason":"length","message":{{Good}}}""")]
    [InlineData("""{"done":true,"finish_reason":"error","message":null}""")]
    public void A_good_event_passes(string data) => Contract.CheckEvent(data);

    private sealed class Canned(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
            response.Headers.Add("x-trace-id", Trace);
            return Task.FromResult(response);
        }
    }
}
