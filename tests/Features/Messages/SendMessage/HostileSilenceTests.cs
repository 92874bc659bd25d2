namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>A model's server that keeps the connection busy and says nothing is as silent as one that does nothing.</summary>
public sealed class HostileSilenceTests(ImpatientHost host) : IClassFixture<ImpatientHost>
{
    private const string Silent = "error 504";

    private static readonly (string What, Func<Dialect, RawAnswer> Answer, string Text)[] Rows =
    [
        ("takes the request and does nothing", _ => new("", Ending.Open), ""),
        ("stops in its headers", _ => new("HTTP/1.1 200 OK\r\nContent-", Ending.Open), ""),
        ("stops after its headers", _ => new(Dialect.Head, Ending.Open), ""),
        ("stops in a token", d => new(Dialect.Head + d.Token("half") + d.Around.Before, Ending.Open), "half"),
        ("stops after a token", d => new(Dialect.Head + d.Token("half"), Ending.Open), "half"),
        ("sends comments for ever", d => new(Dialect.Head + d.Token("half"), Forever: ": still here\n\n"), "half"),
        ("sends empty lines for ever", d => new(Dialect.Head + d.Token("half"), Forever: "\n"), "half"),
        ("sends events without data for ever", d => new(Dialect.Head + d.Token("half"), Forever: "event: ping\nid: 1\n\n"), "half"),
        ("sends a page for ever", _ => new("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", Forever: "<p>hello</p>\n\n"), ""),
    ];

    public static TheoryData<string, string> Everything => [.. Rows.SelectMany(row => new[] { ("nanochat", row.What), ("openai", row.What) })];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Being_busy_is_not_saying_something(string kind, string what)
    {
        var dialect = new Dialect(kind);
        var (_, answer, text) = Rows.Single(row => row.What == what);

        var ct = TestContext.Current.CancellationToken;
        var outcome = await host.AskInVainAsync(dialect, answer(dialect), saysSomething: text.Length > 0, ct);

        Assert.Equal(new Outcome(text, Silent, text.Length > 0 ? text : null), outcome);
        Assert.Equal(new Outcome("Hello", "stop", "Hello"), await host.AskAsync(dialect, dialect.Good));
    }
}
