using System.Runtime.Versioning;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

/// <summary>What is in the folder is for its owner's eyes, also when the folder was there before with other rights.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OpenToAll = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Theory]
    [InlineData]
    [InlineData("samosachaat.db", "samosachaat.db-wal", "samosachaat.lock", "signing-key.pem")]
    public void A_folder_that_others_may_read_is_closed_to_them(params string[] files)
    {
        Prepare(files);

        using var folder = Open();

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(root));
        foreach (var file in Directory.GetFiles(root)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("litedb")]
    public async Task Every_file_of_a_store_is_its_owners_and_so_is_the_copy_that_a_program_makes_of_it(string engine)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes; the files inherit their owner's rights.");
        await using (var server = await ServerProcess.StartAsync(engine, ("Storage:Path", root)))
        {
            using var user = await TestUser.RegisterAsync(server.Client());
            await user.CreateConversationAsync();
            Check(root, atLeast: 3);
            await server.TerminateAsync();
        }

        var copy = Path.Combine(root, "copy");
        await using var program = ServerProcess.Launch(["copy", "--from", $"{engine}:{root}", "--to", $"{engine}:{copy}"]);
        Assert.Equal(0, await program.ExitCodeAsync());
        Check(copy, atLeast: 2);

        static void Check(string folder, int atLeast)
        {
            var files = Directory.GetFiles(folder);
            Assert.InRange(files.Length, atLeast, int.MaxValue);
            Assert.Each(files, file => Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file))));
        }
    }

    [Fact]
    public void A_folder_that_is_for_something_else_too_is_refused_and_left_as_it_is()
    {
        Prepare("samosachaat.db", "holiday.jpg");

        var refusal = Assert.Throws<CannotStartException>(Open);

        Assert.Contains($"Storage:Path '{root}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(OpenToAll, File.GetUnixFileMode(root));
        Assert.Equal(2, Directory.GetFiles(root).Length);
    }

    [Fact]
    public void Other_things_in_a_folder_of_the_owners_do_not_matter()
    {
        File.WriteAllText(Path.Combine(root, "holiday.jpg"), "");

        using var folder = Open();

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(root));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private DataFolder Open() => new(Options.Create(new StorageOptions { Path = root }));

    private void Prepare(params string[] files)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes; the folder inherits its owner's rights.");
        foreach (var file in files) File.WriteAllText(Path.Combine(root, file), "");
        File.SetUnixFileMode(root, OpenToAll);
    }
}
