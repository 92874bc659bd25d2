using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

public sealed class Utf8SanitizingStreamTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("41C3A9E282ACF09FA59F42", "A\u00E9\u20AC\uD83E\uDD5FB")]
    [InlineData("41FF42", "A\uFFFDB")]
    [InlineData("80", "\uFFFD")]
    [InlineData("41C3", "A\uFFFD")]
    [InlineData("E28241", "\uFFFDA")]
    [InlineData("F09FA5", "\uFFFD")]
    [InlineData("EDA0BD41", "\uFFFD\uFFFD\uFFFDA")]
    [InlineData("C0AF", "\uFFFD\uFFFD")]
    [InlineData("F5808080E282AC", "\uFFFD\uFFFD\uFFFD\uFFFD\u20AC")]
    public async Task What_is_no_UTF_8_becomes_U_FFFD_however_it_arrives_and_is_read(string hex, string expected)
    {
        foreach (var arrives in new[] { 1, 2, 3, 64 })
        {
            foreach (var isRead in new[] { 1, 3, 16, 64 }) Assert.Equal(expected, await ReadAsync(Convert.FromHexString(hex), arrives, isRead));
        }
    }

    [Fact]
    public async Task Bytes_by_chance_are_mended_as_the_encoding_mends_them()
    {
        var random = new Random(20261126);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            // Half of them mostly characters that are whole.
            if (i % 2 == 0) bytes = [.. Encoding.UTF8.GetBytes("\u20AC\uD83E\uDD5F\u00E9"), .. bytes[..(bytes.Length / 20)], .. Encoding.UTF8.GetBytes("\u20AC\uD83E\uDD5F\u00E9")];

            Assert.Equal(Encoding.UTF8.GetString(bytes), await ReadAsync(bytes, random.Next(1, 50), random.Next(1, 50)));
        }
    }

    private static async Task<string> ReadAsync(byte[] bytes, int arrives, int isRead)
    {
        using var mended = new Utf8SanitizingStream(new Pieces(bytes, arrives));
        using var read = new MemoryStream();
        var some = new byte[isRead];
        for (int count; (count = await mended.ReadAsync(some, TestContext.Current.CancellationToken)) > 0;) read.Write(some, 0, count);
        // Strictly: what comes out is to be UTF-8.
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(read.ToArray());
    }
}
