using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Tests.Copy;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Transfer;

/// <summary>A damaged export is noticed. The damaged conversation is left out as a whole, and the rest arrives.</summary>
public sealed class DamagedExportTests : IDisposable
{
    private readonly Random random = Seeded.Random();
    private readonly TempStore source = new(StorageOptions.Sqlite);
    private readonly TempStore target = new(StorageOptions.Sqlite);

    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
    }

    [Fact]
    public async Task A_changed_byte_spoils_its_conversation_at_most_the_next_and_no_other()
    {
        var (export, whole) = await SourceAsync();
        for (var i = 0; i < 60; i++)
        {
            var damaged = (byte[])export.Clone();
            var at = random.Next(Files.Lines(export)[0].Length + 1, damaged.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            var user = await NewUserAsync();

            var results = (await Files.ImportAsync(target, user.Id, damaged))!;

            Assert.True(results.Any(result => result.Result == ImportResults.Invalid), $"a change of byte {at} was not noticed");
            Assert.InRange(results.Count(result => result.Result == ImportResults.Imported), whole - 2, whole);
            await HasWholeConversationsOnlyAsync(user, results);
        }
    }

    [Fact]
    public async Task A_truncated_export_is_noticed_wherever_it_ends()
    {
        var (export, _) = await SourceAsync();
        var begin = Files.Lines(export)[0].Length;
        foreach (var length in Enumerable.Range(0, 60).Select(_ => random.Next(begin, export.Length - 1)))
        {
            var user = await NewUserAsync();

            var results = (await Files.ImportAsync(target, user.Id, export[..length]))!;

            Assert.Equal((null, ImportResults.Invalid), (results[^1].Id, results[^1].Result));
            await HasWholeConversationsOnlyAsync(user, results);
        }
    }

    [Fact]
    public async Task A_line_that_is_removed_doubled_or_moved_is_noticed()
    {
        var (export, _) = await SourceAsync();
        var lines = Files.Lines(export);
        for (var at = 1; at < lines.Length; at += random.Next(1, 9))
        {
            string[][] changes =
            [
                [.. lines[..at], .. lines[(at + 1)..]],
                [.. lines[..(at + 1)], .. lines[at..]],
                [.. lines[..(at - 1)], lines[at], lines[at - 1], .. lines[(at + 1)..]],
            ];
            foreach (var change in changes.Where(change => change[0] == lines[0]))
            {
                var user = await NewUserAsync();

                var results = (await Files.ImportAsync(target, user.Id, Files.Joined(change)))!;

                Assert.Contains(results, result => result.Result == ImportResults.Invalid);
                await HasWholeConversationsOnlyAsync(user, results);
            }
        }
    }

    [Fact]
    public async Task Other_ends_of_lines_are_no_damage()
    {
        var (export, whole) = await SourceAsync();
        var user = await NewUserAsync();

        var results = (await Files.ImportAsync(target, user.Id, Files.Joined(Files.Lines(export).Select(line => $"{line}\r"))))!;

        Assert.Equal(whole, results.Count(result => result.Result == ImportResults.Imported));
        Assert.Equal(whole, results.Count);
    }

    private async Task<(byte[] Export, int Conversations)> SourceAsync()
    {
        var data = new RandomStore(random, isValid: true);
        await data.FillAsync(source);
        var export = await Files.ExportAsync(source, data.Users[2].Id);
        return (export, Files.Lines(export).Count(line => line.Contains("\"conversation_end\"", StringComparison.Ordinal)));
    }

    private async Task<User> NewUserAsync()
    {
        var user = Some.User();
        Assert.True(await target.WriteAsync(new AddUser(user, Some.Session(user))));
        return user;
    }

    /// <summary>The same conversations are there that were told as imported, and each of them can be exported and imported again.</summary>
    private async Task HasWholeConversationsOnlyAsync(User user, List<ImportResult> results)
    {
        var again = (await Files.ImportAsync(target, user.Id, await Files.ExportAsync(target, user.Id)))!;
        Assert.DoesNotContain(again, result => result.Result != ImportResults.Unchanged);
        Assert.Equal(
            results.Where(result => result.Result == ImportResults.Imported).Select(result => result.Id).Order(),
            again.Select(result => result.Id).Order());
    }
}
