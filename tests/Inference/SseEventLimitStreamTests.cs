using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

/// <summary>Where an event ends, for a stream that lets no event be longer than 10 bytes. A line's end counts as one.</summary>
public sealed class SseEventLimitStreamTests
{
    private const int Limit = 10;

    [Theory]
    [InlineData("")]
    [InlineData("123456789\n\n123456789\n\n")]
    [InlineData("123456789\r\r123456789\r\r")]
    [InlineData("12345678\r\n\r\n123456789\n\n")]
    [InlineData("1234\n6789\n\n1234\r6789\r\r12\r\n56789")]
    [InlineData("\n\n\n\n\n\n\n\n\n\n\n\n\n\n")]
    [InlineData("\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n")]
    [InlineData("1234567890")]
    public async Task Events_of_the_largest_size_pass_byte_for_byte(string text)
    {
        foreach (var atOnce in new[] { 1, 2, 3, 64 }) Assert.Equal(text, await ReadAsync(text, atOnce));
    }

    [Theory]
    [InlineData("12345678901")]
    [InlineData("1234567890\n")]
    [InlineData("1\n3\n5\n7\n9\n1")]
    [InlineData("1\r3\r5\r7\r9\r1")]
    [InlineData("123\r\n567\r\n9012")]
    [InlineData("12345\n\n12345678901\n\n")]
    [InlineData("12345\r\n\r\n12345678901\n\n")]
    public async Task One_byte_more_fails(string text)
    {
        foreach (var atOnce in new[] { 1, 2, 3, 64 }) await Assert.ThrowsAsync<HttpIOException>(() => ReadAsync(text, atOnce));
    }

    [Fact]
    public async Task A_line_without_end_is_read_no_further_than_it_may_be_long()
    {
        using var endless = new Endless();
        using var events = new SseEventLimitStream(endless, SseEventLimitStream.MaxBytes);

        await Assert.ThrowsAsync<HttpIOException>(() => events.CopyToAsync(Stream.Null, 4096, TestContext.Current.CancellationToken));

        Assert.Equal(SseEventLimitStream.MaxBytes + 4096, endless.Given);
    }

    private static async Task<string> ReadAsync(string text, int atOnce)
    {
        using var events = new SseEventLimitStream(new MemoryStream(Encoding.Latin1.GetBytes(text)), Limit);
        using var read = new MemoryStream();
        var some = new byte[atOnce];
        for (int count; (count = await events.ReadAsync(some)) > 0;) read.Write(some, 0, count);
        return Encoding.Latin1.GetString(read.ToArray());
    }

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
