namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>The files of a store at one moment, with their contents. An open store has the files that a killed process leaves.</summary>
internal sealed class StoreFiles
{
    private const string Lock = "samosachaat.lock";

    private readonly SortedDictionary<string, byte[]> contents = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => contents.Keys;

    public byte[] this[string name] => contents[name];

    public static StoreFiles Of(string folder)
    {
        var files = new StoreFiles();
        foreach (var file in Directory.GetFiles(folder, "samosachaat*").Where(file => Path.GetFileName(file) != Lock))
        {
            // SQLite holds no lock between two transactions that closing this could free.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files.contents[Path.GetFileName(file)] = content;
        }

        return files;
    }

    /// <summary>Writes the files to an empty folder, one of them with another content.</summary>
    public void WriteTo(string folder, string? damaged = null, byte[]? content = null)
    {
        foreach (var (name, whole) in contents) File.WriteAllBytes(Path.Combine(folder, name), name == damaged ? content! : whole);
    }

    /// <summary>Checks that nothing was changed, made or removed.</summary>
    public void AssertSame(StoreFiles before)
    {
        Assert.Equal(before.Names, Names);
        Assert.Each(Names, name => Assert.True(contents[name].AsSpan().SequenceEqual(before.contents[name]), $"{name} was changed."));
    }
}
