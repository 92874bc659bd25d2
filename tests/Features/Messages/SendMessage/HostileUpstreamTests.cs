namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>Whatever a model's server does, its turn has an end, what the client saw is what is stored, and the next turn is none the worse for it.</summary>
public sealed class HostileUpstreamTests(PatientHost host) : IClassFixture<PatientHost>
{
    private const string Broken = "error 502";
    private const string Refused = "error 502 refused";

    private static readonly (string What, Func<Dialect, RawAnswer> Answer, string Text, string End)[] Rows =
    [
        // No HTTP, or not enough of it.
        ("closes without a word", _ => new(""), "", Broken),
        ("resets without a word", _ => new("", Ending.Reset), "", Broken),
        ("says what is no HTTP", _ => new("220 smtp.example.com ESMTP\r\n"), "", Broken),
        ("has headers without end", _ => new("HTTP/1.1 200 OK\r\n", Forever: "X-More: and more\r\n"), "", Broken),
        ("has a status line without end", _ => new("HTTP/1.1 200 ", Forever: "O"), "", Broken),
        ("says for ever that it will answer", _ => new("", Forever: "HTTP/1.1 102 Processing\r\n\r\n"), "", Broken),
        ("closes after the headers", _ => new(Dialect.Head), "", Broken),
        ("answers 204", _ => new("HTTP/1.1 204 No Content\r\n\r\n"), "", Broken),
        ("answers 200 with an empty body", _ => new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), "", Broken),
        ("breaks its chunks", _ => new("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n"), "", Broken),
        ("has a chunk's length without end", _ => new("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=", Forever: "x"), "", Broken),
        ("sends less than it said", d => new("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + d.Token("half")), "half", Broken),
        ("sends more than it said", d => new($"HTTP/1.1 200 OK\r\nContent-Length: {(d.Token("all") + d.End).Length}\r\n\r\n" + d.Token("all") + d.End + d.Token("more")), "all", "stop"),

        // Refusals.
        ("redirects", _ => new("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"), "", Refused),
        ("refuses with 400", _ => new("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno"), "", Refused),
        ("refuses with 429", _ => new("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"), "", "error 429 refused"),
        ("refuses with a body that does not come", _ => new("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 9\r\n\r\n", Ending.Open), "", Refused),
        ("refuses with a body without end", _ => new("HTTP/1.1 503 Service Unavailable\r\n\r\n", Forever: "no, "), "", Refused),
        ("refuses with events without end", _ => new("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/event-stream\r\n\r\n", Forever: "data: {}\n\n"), "", Refused),

        // Something else than an answer.
        ("answers with a page", _ => new("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>\n\n<h1>It works!</h1>\n</html>\n"), "", Broken),
        ("answers with JSON", _ => new("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":[]}"), "", Broken),
        ("answers compressed, unasked", _ => new("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b\b\0\0\0\0\0\0\u0003KI,ID\0"), "", Broken),
        ("answers with another type", d => new("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + d.Token("fine") + d.End), "fine", "stop"),

        // Events that are not as they should be.
        ("sends what is no JSON", d => new(Dialect.Head + d.Token("half") + "data: nonsense\n\n" + d.End), "half", Broken),
        ("sends half an event", d => new(Dialect.Head + d.Token("half") + d.Token("a sentence")[..^9]), "half", Broken),
        ("sends an event with no data", d => new(Dialect.Head + d.Token("Hel") + "data:\n\n" + d.Token("lo") + d.End), "Hello", "stop"),
        ("sends null for an event", d => new(Dialect.Head + d.Token("Hel") + "data: null\n\n" + d.Token("lo") + d.End), "Hello", "stop"),
        ("sends an array", d => new(Dialect.Head + d.Token("half") + "data: [1]\n\n" + d.End), "half", Broken),
        ("sends something after an event's JSON", d => new(Dialect.Head + d.Token("half") + d.Token("x").TrimEnd() + "x\n\n" + d.End), "half", Broken),
        ("nests without end", d => new(Dialect.Head + d.Token("half") + "data: {\"x\":" + new string('[', 100_000) + "\n\n" + d.End), "half", Broken),
        ("has a line without end", d => new(Dialect.Head + d.Token("half") + "data: ", Forever: "x"), "half", Broken),
        ("has a token without end", d => new(Dialect.Head + d.Token("half") + d.Around.Before, Forever: "x"), "half", Broken),
        ("has an event without end", d => new(Dialect.Head + d.Token("half"), Forever: "data: 0\n"), "half", Broken),
        ("has a comment without end", d => new(Dialect.Head + d.Token("half") + ":", Forever: " "), "half", Broken),
        ("has a large token", d => new(Dialect.Head + d.Token(new string('x', 900_000)) + d.End), new string('x', 900_000), "stop"),
        ("has a token that is too large", d => new(Dialect.Head + d.Token("half") + d.Token(new string('x', 1_100_000)) + d.End), "half", Broken),
        ("never stops", d => new(Dialect.Head, Forever: d.Token(new string('x', 4096))), new string('x', 1024 * 1024), "length"),

        // Characters.
        ("has a byte that is no UTF-8", d => new(Dialect.Head + d.Token("a\u00ffb") + d.End), "a\uFFFDb", "stop"),
        ("has half a character", d => new(Dialect.Head + d.Token("a\u00f0\u009f") + d.Token("b") + d.End), "a\uFFFDb", "stop"),
        ("ends in the middle of a character", d => new(Dialect.Head + d.Token("half") + d.Around.Before + "\u00f0\u009f"), "half", Broken),
        ("has a zero byte in its JSON", d => new(Dialect.Head + d.Token("half") + d.Token("\0") + d.End), "half", Broken),
        ("has a token in two halves, escaped", d => new(Dialect.Head + d.Token(@"\ud83e") + d.Token(@"\udd5f") + d.End), "🥟", "stop"),
        ("has half a pair, escaped", d => new(Dialect.Head + d.Token(@"a\ud83e") + d.Token("b") + d.End), "a\uFFFDb", "stop"),
        ("begins with a byte order mark", d => new(Dialect.Head + "\u00ef\u00bb\u00bf" + d.Token("Hello") + d.End), "Hello", "stop"),

        // Event streams as they may be, if rarely are.
        ("ends its lines with \\r\\n", d => new(Dialect.Head + (d.Token("Hel") + d.Token("lo") + d.End).Replace("\n", "\r\n", StringComparison.Ordinal)), "Hello", "stop"),
        ("ends its lines with \\r", d => new(Dialect.Head + (d.Token("Hel") + d.Token("lo") + d.End).Replace('\n', '\r')), "Hello", "stop"),
        ("has comments, types, ids and fields of its own", d => new(Dialect.Head + ": hi\n\nevent: message\nid: 7\nretry: 1\nfoo: bar\n" + d.Token("Hel") + ":\n\n" + d.Token("lo") + d.End), "Hello", "stop"),
        ("has data of more than one line", d => new(Dialect.Head + (d.Token("Hello") + d.End).Replace("{", "{\ndata: ", StringComparison.Ordinal)), "Hello", "stop"),
        ("leaves no blank after the colon", d => new(Dialect.Head + (d.Token("Hello") + d.End).Replace("data: ", "data:", StringComparison.Ordinal)), "Hello", "stop"),
        ("has a token with nothing in it", d => new(Dialect.Head + d.Token("Hel") + d.Token("") + d.Token("lo") + d.End), "Hello", "stop"),
        ("says nothing at all, and that it is done", d => new(Dialect.Head + d.End), "", "stop"),

        // The end.
        ("closes without an end", d => new(Dialect.Head + d.Token("half")), "half", Broken),
        ("goes on after the end", d => new(Dialect.Head + d.Token("Hello") + d.End + d.Token(", world")), "Hello", "stop"),
        ("ends twice", d => new(Dialect.Head + d.Token("Hello") + d.End + d.End), "Hello", "stop"),
        ("has nonsense after the end", d => new(Dialect.Head + d.Token("Hello") + d.End + "data: nonsense\n\nnonsense"), "Hello", "stop"),
        ("has a line without end after the end", d => new(Dialect.Head + d.Token("Hello") + d.End, Forever: "x"), "Hello", "stop"),
        ("stays after the end", d => new(Dialect.Head + d.Token("Hello") + d.End, Ending.Open), "Hello", "stop"),
    ];

    private static readonly (string What, Func<Dialect, RawAnswer> Answer, string Text, string End)[] NanochatRows =
    [
        ("has a token that is a number", d => new(Dialect.Head + d.Token("half") + "data: {\"token\":5}\n\n"), "half", Broken),
        ("says that it is not done", d => new(Dialect.Head + d.Token("half") + "data: {\"done\":false}\n\n"), "half", Broken),
        ("is done while it says something", d => new(Dialect.Head + "data: {\"token\":\"Hello\",\"done\":true}\n\n"), "Hello", "stop"),
    ];

    private static readonly (string What, Func<Dialect, RawAnswer> Answer, string Text, string End)[] OpenAiRows =
    [
        ("says that nothing more will come, but no reason", d => new(Dialect.Head + d.Token("half") + "data: [DONE]\n\n"), "half", Broken),
        ("tells of an error", d => new(Dialect.Head + d.Token("half") + "data: {\"error\":{\"message\":\"overloaded\"}}\n\n" + d.End), "half", Broken),
        ("has a reason that nobody knows", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("weariness") + "data: [DONE]\n\n"), "Hello", "stop"),
        ("has a filter's reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("content_filter") + "data: [DONE]\n\n"), "Hello", "content_filter"),
        ("answers with a whole answer in JSON", _ => new("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}"), "Hello", "stop"),
        ("asks for a tool", d => new(Dialect.Head + "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}\n\n" + Dialect.Finish("tool_calls")), "", Broken),
        ("has a reason without a word", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("") + "data: [DONE]\n\n"), "Hello", Broken),
        ("closes right after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop")), "Hello", "stop"),
        ("resets after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop") + "data: {", Ending.Reset), "Hello", "stop"),
        ("stays after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop"), Ending.Open), "Hello", "stop"),
        ("goes on after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop") + d.Token(", world") + d.End), "Hello", "stop"),
        ("goes on for ever after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop"), Forever: d.Token(", world")), "Hello", "stop"),
        ("has another reason after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop") + Dialect.Finish("length")), "Hello", "stop"),
        ("has nonsense after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop") + "data: nonsense\n\n"), "Hello", "stop"),
        ("has an error after the reason", d => new(Dialect.Head + d.Token("Hello") + Dialect.Finish("stop") + "data: {\"error\":{}}\n\n"), "Hello", "stop"),
        ("has no choices", d => new(Dialect.Head + d.Token("half") + "data: {\"choices\":[]}\n\ndata: {}\n\ndata: {\"choices\":null}\n\n"), "half", Broken),
    ];

    public static TheoryData<string, string> Everything =>
        [.. Rows.Concat(NanochatRows).Select(row => ("nanochat", row.What)), .. Rows.Concat(OpenAiRows).Select(row => ("openai", row.What))];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_hostile_upstream_changes_nothing_but_its_own_turn(string kind, string what)
    {
        var dialect = new Dialect(kind);
        var (_, answer, text, end) = Rows.Concat(kind == "nanochat" ? NanochatRows : OpenAiRows).Single(row => row.What == what);
        var before = host.Raw.Sent;

        var outcome = await host.AskAsync(dialect, answer(dialect));

        Assert.Equal(new Outcome(text, end, text.Length > 0 || end == "stop" ? text : null), outcome);
        // What is on its way in the system's buffers counts as sent; what is without end was stopped soon after.
        Assert.InRange(host.Raw.Sent - before, 0, 16 * 1024 * 1024);
        Assert.Equal(new Outcome("Hello", "stop", "Hello"), await host.AskAsync(dialect, dialect.Good));
    }
}
