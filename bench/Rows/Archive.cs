using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Seeding;

namespace SamosaChaat.Bench.Rows;

/// <summary>A data folder of conversations with as many messages each, and whose they are.</summary>
internal sealed record Archive(string Path, string Engine, Talk[] Talks)
{
    public const int MessagesEach = 50;

    /// <summary>Saved last: it also says that the seeding was finished.</summary>
    private const string TalksFile = "talks.txt";

    /// <summary>Seeded now, or by an earlier run in the same root.</summary>
    public static async Task<Archive> SeededAsync(string root, string engine, int messages)
    {
        var path = System.IO.Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{engine}-{messages}-messages"));
        var file = System.IO.Path.Combine(path, TalksFile);
        if (File.Exists(file)) return new(path, engine, [.. File.ReadLines(file).Select(Read)]);

        // What an interrupted run left is worth nothing.
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        var accounts = await Account.SeedAsync(new(path, engine), messages / MessagesEach);
        var talks = Array.ConvertAll(accounts, account => new Talk(account.UserId, account.ConversationId));
        using (var folder = new OpenFolder(path, engine))
        {
            await History.WriteAsync(folder.Store, talks, MessagesEach / 2, written => Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"seeding {engine}: {written:N0} of {messages:N0} messages")));
        }

        await File.WriteAllLinesAsync(file, talks.Select(talk => $"{talk.UserId} {talk.ConversationId}"));
        return new(path, engine, talks);
    }

    public Talk Any(Random random) => Talks[random.Next(Talks.Length)];

    /// <summary>The same in another folder, to be written to: what was seeded stays as it is.</summary>
    public Archive CopyTo(string path)
    {
        Directory.CreateDirectory(path);
        foreach (var file in Directory.EnumerateFiles(Path, "samosachaat.*")) File.Copy(file, System.IO.Path.Combine(path, System.IO.Path.GetFileName(file)));
        return this with { Path = path };
    }

    private static Talk Read(string line)
    {
        var ids = line.Split(' ');
        return new(Guid.Parse(ids[0]), Guid.Parse(ids[1]));
    }
}
