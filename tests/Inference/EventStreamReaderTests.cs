using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

/// <summary>The rules are those of https://html.spec.whatwg.org/multipage/server-sent-events.html; all of it holds however the bytes arrive.</summary>
public sealed class EventStreamReaderTests
{
    public static TheoryData<string, string[]> Streams => new()
    {
        { "data: one\n\ndata: two\n\n", ["one", "two"] },
        { "data: one\r\n\r\ndata: two\r\n\r\n", ["one", "two"] },
        { "data: one\r\rdata: two\r\r", ["one", "two"] },
        { "data: one\n\rdata: two\r\n\n", ["one", "two"] },
        { "data:one\n\ndata:  two\n\n", ["one", " two"] },
        { "data: a\ndata: b\ndata:\ndata: c\n\n", ["a\nb\n\nc"] },
        { "data: a\r\ndata: b\r\n\r\n", ["a\nb"] },
        { "data\n\ndata:\n\n", ["", ""] },
        { ": a comment\n\nevent: token\nid: 7\nretry: 10\ndata: one\n\n\n\n", ["one"] },
        { "datum: no\ndata : no\n data: no\ndata: yes\n\n", ["yes"] },
        { "event: nothing\n\ndata: something\n\n", ["something"] },
        { "\uFEFFdata: one\n\n\uFEFFdata: no\n\n", ["one"] },
        { "data: one\n\ndata: cut", ["one"] },
        { "data: one\n\ndata: cut\n", ["one"] },
        { "data: \u20AC \uD83E\uDD5F\n\n", ["\u20AC \uD83E\uDD5F"] },
        { "", [] },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Events_are_read_by_the_rules_however_they_arrive(string stream, string[] expected)
    {
        foreach (var atOnce in new[] { 1, 2, 3, 5, 7, 10_000 }) Assert.Equal(expected, await ReadAsync(stream, atOnce));
    }

    [Fact]
    public async Task Events_may_be_longer_than_any_buffer_and_have_many_lines()
    {
        string[] events = [new('a', 100_000), string.Join('\n', Enumerable.Repeat("line", 30_000)), "short"];
        var stream = string.Concat(events.Select(text => string.Concat(text.Split('\n').Select(line => $"data: {line}\n")) + "\n"));

        foreach (var atOnce in new[] { 1, 1000, 8192, 1_000_000 }) Assert.Equal(events, await ReadAsync(stream, atOnce));
    }

    [Fact]
    public async Task All_that_has_arrived_is_there_at_once()
    {
        using var events = new EventStreamReader(new Pieces("data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4", 1000));

        Assert.True(await events.FillAsync(TestContext.Current.CancellationToken));

        var read = 0;
        while (events.TryRead(out _)) read++;
        Assert.Equal(3, read);
    }

    [Theory]
    [InlineData("41C3A9E282ACF09FA59F42", "A\u00E9\u20AC\uD83E\uDD5FB")]
    [InlineData("41FF42", "A\uFFFDB")]
    [InlineData("41C3", "A\uFFFD")]
    [InlineData("F09FA5", "\uFFFD")]
    [InlineData("EDA0BD41", "\uFFFD\uFFFD\uFFFDA")]
    public async Task What_is_no_UTF_8_becomes_U_FFFD_however_it_arrives(string hex, string expected)
    {
        byte[] stream = [.. "data: "u8, .. Convert.FromHexString(hex), .. "\n\ndata: next\n\n"u8];

        foreach (var atOnce in new[] { 1, 2, 3, 1000 }) Assert.Equal([expected, "next"], await ReadAsync(stream, atOnce));
    }

    [Theory]
    [InlineData("data: {0}\n\n")]
    [InlineData("data: {0}")]
    [InlineData("data: 1\ndata: {0}\n\n")]
    [InlineData(": {0}")]
    public async Task An_event_that_is_too_long_fails_after_those_before_it(string tooLong)
    {
        var stream = "data: one\n\n" + tooLong.Replace("{0}", new string('x', 101), StringComparison.Ordinal);

        foreach (var atOnce in new[] { 1, 2, 3, 1000 })
        {
            var read = new List<string>();
            await Assert.ThrowsAsync<UnreadableAnswerException>(() => ReadAsync(Encoding.UTF8.GetBytes(stream), atOnce, read, maxBytes: 100));
            Assert.Equal(["one"], read);
        }
    }

    [Fact]
    public async Task An_event_without_end_is_kept_no_further_than_it_may_be_long()
    {
        var endless = new Pieces("data: " + new string('x', 1_000_000), 1000);

        await Assert.ThrowsAsync<UnreadableAnswerException>(() => ReadAsync(endless, [], maxBytes: 10_000));

        Assert.InRange(endless.Position, 10_000, 12_000);
    }

    [Fact]
    public async Task What_says_nothing_may_go_on_for_ever()
    {
        var stream = string.Concat(Enumerable.Repeat(": nothing\nid: 1\n", 100)) + "data: one\n\n";

        Assert.Equal(["one"], await ReadAsync(Encoding.UTF8.GetBytes(stream), 1000, [], maxBytes: 100));
    }

    private static Task<List<string>> ReadAsync(string stream, int atOnce) => ReadAsync(Encoding.UTF8.GetBytes(stream), atOnce);

    private static Task<List<string>> ReadAsync(byte[] stream, int atOnce, List<string>? read = null, int maxBytes = 1024 * 1024) =>
        ReadAsync(new Pieces(stream, atOnce), read ?? [], maxBytes);

    private static async Task<List<string>> ReadAsync(Pieces stream, List<string> read, int maxBytes)
    {
        using var events = new EventStreamReader(stream, maxBytes);
        while (await events.FillAsync(TestContext.Current.CancellationToken))
        {
            while (events.TryRead(out var data)) read.Add(Encoding.UTF8.GetString(data));
        }

        return read;
    }
}

/// <summary>Gives a few bytes at a time.</summary>
internal sealed class Pieces(byte[] bytes, int atOnce) : MemoryStream(bytes)
{
    public Pieces(string text, int atOnce) : this(Encoding.UTF8.GetBytes(text), atOnce)
    {
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
}
