using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Hosting;

/// <summary>A store that cannot be opened stops the start, with one line that names it; what may be left to rescue stays as it is.</summary>
public abstract class DamagedStoreTests(string engine, string name) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string StoreFile => Path.Combine(folder, name);

    [Theory]
    [InlineData("text")]
    [InlineData("noise")]
    [InlineData("nothing but its first page")]
    [InlineData("no first page")]
    public async Task A_damaged_store_is_named_and_left_as_it_is(string damage)
    {
        MakeStore();
        var whole = await File.ReadAllBytesAsync(StoreFile, TestContext.Current.CancellationToken);
        byte[] damaged = damage switch
        {
            "text" => "Not a store."u8.ToArray(),
            "noise" => Noise(),
            "no first page" => [.. new byte[8192], .. whole[8192..]],
            _ => whole[..5000],
        };
        await File.WriteAllBytesAsync(StoreFile, damaged, TestContext.Current.CancellationToken);

        var line = await RefusalAsync();

        Assert.Contains(StoreFile, line, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(StoreFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_in_the_stores_place_is_named()
    {
        Directory.CreateDirectory(StoreFile);

        Assert.Contains(StoreFile, await RefusalAsync(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static byte[] Noise()
    {
        var noise = new byte[65_536];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private void MakeStore()
    {
        using var store = new TempStore(engine);
        store.Close();
        File.Copy(store.File, StoreFile);
    }

    private Task<string> RefusalAsync() =>
        ProgramInProcess.RefusalAsync(("urls", "http://127.0.0.1:0"), ("Storage:Engine", engine), ("Storage:Path", folder));
}

public sealed class DamagedStoreOnSqlite() : DamagedStoreTests("sqlite", "samosachaat.db");

public sealed class DamagedStoreOnLiteDb() : DamagedStoreTests("litedb", "samosachaat.litedb");
