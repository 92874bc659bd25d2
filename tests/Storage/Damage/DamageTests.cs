using System.Globalization;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>
/// Each file of a store is emptied, cut and changed at a hundred places. Afterwards the store has all that was acknowledged, or the start is
/// refused and the doctor says why. docs/operations.md says what is not found.
/// </summary>
public abstract class DamageTests(string engine)
{
    private const int Flipped = 64;
    private static readonly int Places = int.Parse(Environment.GetEnvironmentVariable("SAMOSACHAAT_DAMAGE_PLACES") ?? "100", CultureInfo.InvariantCulture);

    private readonly Random random = Seeded.Random();

    /// <summary>The sizes of what the engine writes, whose borders are the places that matter most.</summary>
    protected abstract IReadOnlyList<int> Pieces { get; }

    /// <summary>The file whose pages have no checksums.</summary>
    protected abstract string DataFile { get; }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_file_never_makes_less_of_the_store_without_a_word(bool killed)
    {
        using var whole = await FillAsync();
        var files = Take(whole, killed);
        foreach (var name in files.Names)
        {
            foreach (var place in PlacesIn(files[name]).Append(0)) await CheckAsync(whole, files, name, files[name][..place], $"{name} cut at {place}", mayDiffer: false);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_changed_file_never_makes_less_of_the_store_without_a_word(bool killed)
    {
        using var whole = await FillAsync();
        var files = Take(whole, killed);
        foreach (var name in files.Names)
        {
            foreach (var place in PlacesIn(files[name]))
            {
                var content = (byte[])files[name].Clone();
                foreach (ref var value in content.AsSpan(place, Math.Min(Flipped, content.Length - place))) value ^= 0xFF;
                await CheckAsync(whole, files, name, content, $"{name} changed at {place}", mayDiffer: name == DataFile);
            }
        }
    }

    private async Task CheckAsync(TempStore whole, StoreFiles files, string name, byte[] content, string damage, bool mayDiffer)
    {
        using var copy = new DamagedCopy(engine, files, name, content);
        var wrong = copy.AskDoctor();
        var (outcome, said) = await copy.OpenAsync(whole);
        TestContext.Current.TestOutputHelper?.WriteLine($"{damage}: {outcome} {said}; doctor: {wrong.FirstOrDefault() ?? "nothing"}");

        var isFine = outcome switch
        {
            Outcome.Equal => true,
            Outcome.Refused => wrong.Length > 0,
            // The pages of the data file have no checksum. So a changed value is not found, but a missing row is.
            Outcome.Less => mayDiffer && wrong.Length > 0,
            _ => mayDiffer,
        };
        Assert.True(isFine, $"{damage}: {outcome} ({said}), and the doctor says: {string.Join("; ", wrong)}");
    }

    /// <summary>Makes a store that has been closed once, with as much in its log since then. It stays open.</summary>
    private async Task<TempStore> FillAsync()
    {
        var store = new TempStore(engine);
        var plan = new SeedPlan(42, new(2026, 1, 31), Users: 2, Conversations: 3, Messages: 8);
        foreach (var user in new SeedData(plan, new TokenCounter()).Users("hash"))
        {
            store.Reopen();
            await store.WriteAsync(new AddSeededUsers([user.User]));
            foreach (var conversation in user.Conversations) await store.WriteAsync(new AddSeededConversation(conversation));
        }

        return store;
    }

    private static StoreFiles Take(TempStore store, bool killed)
    {
        if (killed) return StoreFiles.Of(store.Root);
        store.Close();
        var files = StoreFiles.Of(store.Root);
        store.Reopen();
        return files;
    }

    /// <summary>Half of the places are at the borders of pieces, and half are anywhere.</summary>
    private int[] PlacesIn(byte[] content)
    {
        var borders = Pieces.SelectMany(piece => Enumerable.Range(0, (content.Length / piece) + 1).Select(i => i * piece))
            .SelectMany(border => new[] { border - 1, border, border + 1, border + 32 })
            .Where(place => place >= 0 && place < content.Length).Distinct().ToArray();
        random.Shuffle(borders);
        return
        [
            .. borders.Take(Places / 2).Concat(Enumerable.Range(0, Places - Math.Min(borders.Length, Places / 2)).Select(_ => random.Next(content.Length)))
                .Distinct(),
        ];
    }
}

public sealed class DamageOnSqlite() : DamageTests("sqlite")
{
    protected override IReadOnlyList<int> Pieces => [4096, 4096 + 24, 48];

    protected override string DataFile => "samosachaat.db";
}

public sealed class DamageOnLiteDb() : DamageTests("litedb")
{
    protected override IReadOnlyList<int> Pieces => [8192];

    protected override string DataFile => "samosachaat.litedb";
}
