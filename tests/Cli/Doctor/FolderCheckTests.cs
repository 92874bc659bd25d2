using SamosaChaat.Shared.Cli.Doctor;

namespace SamosaChaat.Tests.Cli.Doctor;

public sealed class FolderCheckTests : IDisposable
{
    private static readonly Drive Good = new("ext4", IsNetwork: false, Free: 1L << 40);
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public void A_good_folder_is_left_as_it_is()
    {
        var finding = Assert.Single(Check(Good));

        Assert.Equal(Verdict.Ok, finding.Verdict);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_made()
    {
        var missing = Path.Combine(folder, "data");

        Assert.Equal(Verdict.Note, Assert.Single(FolderCheck.Run(new() { Path = missing })).Verdict);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void A_file_in_its_place_is_named()
    {
        var file = Path.Combine(folder, "data");
        File.WriteAllText(file, "");

        Assert.Contains("is a file", Wrong(FolderCheck.Run(new() { Path = file })).Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nfs4", true, 1L << 40, Verdict.Wrong, "network")]
    [InlineData("ext4", false, 10L << 20, Verdict.Wrong, "free")]
    [InlineData("ext4", false, 500L << 20, Verdict.Note, "free")]
    internal void A_drive_that_will_not_do_is_named(string format, bool network, long free, Verdict verdict, string sign)
    {
        var finding = Assert.Single(Check(new(format, network, free)));

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(sign, finding.Said, StringComparison.Ordinal);
        Assert.NotNull(finding.Advice);
    }

    [Fact]
    public void What_others_can_read_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var key = Path.Combine(folder, "signing-key.pem");
        File.WriteAllText(key, "no key");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        }

        var findings = Check(Good).ToArray();

        Assert.Equal(["chmod 700", "chmod 600", "Put it ba"], findings.Select(finding => finding.Advice![..9]));
        Assert.Each(findings, finding => Assert.Equal(Verdict.Wrong, finding.Verdict));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IEnumerable<Finding> Check(Drive drive) => FolderCheck.Run(new() { Path = folder }, _ => drive);

    private static Finding Wrong(IEnumerable<Finding> findings)
    {
        var finding = Assert.Single(findings);
        Assert.Equal(Verdict.Wrong, finding.Verdict);
        return finding;
    }
}
