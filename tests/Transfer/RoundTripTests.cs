using System.Text;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Tests.Copy;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Transfer;

/// <summary>What a user exports is what another store has after its import, byte for byte.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Engines = [StorageOptions.Sqlite, StorageOptions.LiteDb, StorageOptions.Postgres];

    private readonly Random random = Seeded.Random();

    public static TheoryData<string, string> Pairs => [.. Engines.SelectMany(from => Engines.Select(to => (from, to)))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_export_of_the_import_has_the_same_bytes_and_a_second_import_changes_nothing(string from, string to)
    {
        using var source = new TempStore(from);
        using var target = new TempStore(to);
        var data = new RandomStore(random, isValid: true);
        await data.FillAsync(source);
        var imported = 0;
        foreach (var user in data.Users)
        {
            Assert.True(await target.WriteAsync(new AddUser(user, Some.Session(user))));
            var export = await Files.ExportAsync(source, user.Id);

            var first = await Files.ImportAsync(target, user.Id, export);
            var again = await Files.ExportAsync(target, user.Id);
            var second = await Files.ImportAsync(target, user.Id, export);

            Assert.Equal(Encoding.UTF8.GetString(export), Encoding.UTF8.GetString(again));
            Assert.DoesNotContain(first!, result => result.Result != ImportResults.Imported);
            Assert.DoesNotContain(second!, result => result.Result != ImportResults.Unchanged);
            Assert.Equal(first!.Select(result => result.Id), second!.Select(result => result.Id));
            Assert.Equal(export, await Files.ExportAsync(target, user.Id));
            imported += first!.Count;
        }

        Assert.InRange(imported, 10, int.MaxValue);
    }

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    [InlineData(StorageOptions.Postgres)]
    public async Task Parts_of_an_export_are_together_the_whole(string engine)
    {
        using var store = new TempStore(engine);
        using var target = new TempStore(engine);
        var data = new RandomStore(random, isValid: true);
        await data.FillAsync(store);
        var user = data.Users[0];
        Assert.True(await target.WriteAsync(new AddUser(user, Some.Session(user))));
        var all = await Files.ExportAsync(store, user.Id);
        // The download broke off somewhere in the middle.
        var broken = all[..random.Next(all.Length / 4, all.Length * 3 / 4)];

        var first = (await Files.ImportAsync(target, user.Id, broken))!;
        var last = first.Where(result => result.Result == ImportResults.Imported).Select(result => result.Id!.Value).Append(Guid.Empty).Max();
        await Files.ImportAsync(target, user.Id, await Files.ExportAsync(store, user.Id, last));

        Assert.Contains(first, result => result is { Id: null, Result: ImportResults.Invalid });
        Assert.Equal(all, await Files.ExportAsync(target, user.Id));
    }
}
