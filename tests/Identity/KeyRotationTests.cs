using System.Globalization;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Identity;

/// <summary>What becomes of the key files of a folder.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly DataFolder folder;

    public KeyRotationTests() => folder = new DataFolder(Options.Create(new StorageOptions { Path = path }));

    [Fact]
    public async Task The_new_key_signs_and_the_old_ones_verify()
    {
        using var before = KeyOpening.InFolder(folder);
        var token = Tokens(before).Issue(Guid.NewGuid(), Guid.NewGuid());

        using var second = KeyFile.Rotate(folder);
        using var third = KeyFile.Rotate(folder);

        using var after = KeyOpening.InFolder(folder);
        Assert.Equal(third.Id, after.Current.Id);
        Assert.Equal(new[] { before.Current.Id, second.Id, third.Id }.Order(), after.All.Select(key => key.Id).Order());
        Assert.NotNull(await Tokens(after).ValidateAsync(token));
    }

    [Fact]
    public async Task A_server_learns_the_new_key_from_a_token_that_it_signed()
    {
        using var running = KeyOpening.InFolder(folder);
        using var rotated = KeyFile.Rotate(folder);
        using var other = KeyOpening.InFolder(folder);
        var token = Tokens(other).Issue(Guid.NewGuid(), Guid.NewGuid());
        // A server reads the keys once a second at most, and it has just started.
        while (await Tokens(running).ValidateAsync(token) is null) await Task.Yield();

        Assert.Equal(rotated.Id, running.Current.Id);
    }

    [Fact]
    public void A_retired_key_is_forgotten_after_a_day_and_its_file_goes_with_the_next_rotation()
    {
        using var first = KeyFile.FindOrCreate(folder);
        using var second = KeyFile.Rotate(folder);
        var file = Assert.Single(Retired());
        var old = DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        File.Move(file, Path.Combine(path, $"{DataFolder.SigningKey}.retired-{old}-x"));

        using var keys = KeyOpening.InFolder(folder);
        Assert.Equal([second.Id], keys.All.Select(key => key.Id));
        using var third = KeyFile.Rotate(folder);

        Assert.Contains(second.Id, Assert.Single(Retired()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_crash_before_the_new_key_signs_leaves_the_old_one()
    {
        using var first = KeyFile.FindOrCreate(folder);
        File.Copy(Path.Combine(path, DataFolder.SigningKey), Path.Combine(path, $"{DataFolder.SigningKey}.retired-{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}-{first.Id}"));

        using var keys = KeyOpening.InFolder(folder);

        Assert.Equal([first.Id], keys.All.Select(key => key.Id));
    }

    [Fact]
    public void A_folder_without_a_key_or_with_a_damaged_one_is_left_as_it_is()
    {
        Assert.Throws<CannotStartException>(() => KeyFile.Rotate(folder));
        File.WriteAllText(Path.Combine(path, DataFolder.SigningKey), "no key");

        Assert.Throws<CannotStartException>(() => KeyFile.Rotate(folder));

        Assert.Equal("no key", File.ReadAllText(Path.Combine(path, DataFolder.SigningKey)));
        Assert.Empty(Retired());
    }

    public void Dispose()
    {
        folder.Dispose();
        Directory.Delete(path, recursive: true);
    }

    private static AccessTokens Tokens(SigningKeys keys) => new(keys, Options.Create(new AuthOptions()), TimeProvider.System);

    private string[] Retired() => Directory.GetFiles(path, $"{DataFolder.SigningKey}.retired-*");
}
