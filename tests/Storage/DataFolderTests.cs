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
