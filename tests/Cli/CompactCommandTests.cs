using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

public sealed class CompactCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_store_that_no_server_uses_is_compacted_and_old_copies_are_named()
    {
        var copy = Path.Combine(folder, "samosachaat.db.v3.bak");
        await using (var server = await ServerProcess.StartAsync("sqlite", ("Storage:Path", folder)))
        {
            using var user = await TestUser.RegisterAsync(server.Client());
            var (refused, _, why) = await Command.RunAsync("compact", "--Storage:Path", folder);
            Assert.Equal(1, refused);
            Assert.Contains("another samosachaat may be using it", Assert.Single(why.Split('\n')), StringComparison.Ordinal);
            await server.TerminateAsync();
        }

        await File.WriteAllTextAsync(copy, "", TestContext.Current.CancellationToken);
        var (code, output, errors) = await Command.RunAsync("compact", "--json", "--Storage:Path", folder);
        var (missing, _, lost) = await Command.RunAsync("compact", "--Storage:Path", Path.Combine(folder, "none"));

        Assert.Equal((0, "", 1), (code, errors, missing));
        var said = JsonElement.Parse(output);
        Assert.InRange(said.GetProperty("after").GetInt64(), 1, said.GetProperty("before").GetInt64());
        Assert.Equal([copy], said.GetProperty("copies").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains("has no sqlite store", Assert.Single(lost.Split('\n')), StringComparison.Ordinal);
    }
}
