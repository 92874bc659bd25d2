using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

/// <summary>A backup is made beside the server and restored without it, from the command line.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_backup_beside_the_server_is_restored_to_another_folder()
    {
        var (data, other) = (Path.Combine(root, "data"), Path.Combine(root, "other"));
        string file;
        await using (var server = await ServerProcess.StartAsync("sqlite", ("Storage:Path", data), ("Auth:Registration", "open")))
        {
            using var user = await TestUser.RegisterAsync(server.Client());

            var (made, output, _) = await Command.RunAsync("backup", "--json", "--Storage:Path", data);
            file = JsonElement.Parse(output).Text("file");
            var (refused, _, why) = await Command.RunAsync("restore", file, "--Storage:Path", data);

            Assert.Equal((0, 1), (made, refused));
            Assert.Contains(data, Assert.Single(why.Split('\n')), StringComparison.Ordinal);
            await server.TerminateAsync();
        }

        var (restored, said, errors) = await Command.RunAsync("restore", file, "--Storage:Path", other);
        var (listed, users, _) = await Command.RunAsync("user", "list", "--Storage:Path", other);

        Assert.Equal((0, "", 0), (restored, errors, listed));
        Assert.Contains(other, said, StringComparison.Ordinal);
        Assert.Contains("@example.com", users, StringComparison.Ordinal);
    }
}
