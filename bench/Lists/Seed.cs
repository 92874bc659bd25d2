using System.Diagnostics;
using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Lists;

/// <summary>
/// Fills a data folder through the store's own operations: every user has as many conversations, and between two of one user's
/// everybody else has had one, so that a user's rows lie as far apart as they do in real run.
/// </summary>
internal sealed class Seed(string path, string engine, int conversations)
{
    public const int PerUser = 100;

    /// <summary>Each commit of the writer takes 1,024; while it writes one chunk the next one waits for it.</summary>
    private const int Chunk = 2_048;

    private readonly Random random = new(20_260_000);

    // Nobody signs in with a password here; it is only as long as a hash is.
    private readonly string passwordHash = new('x', 84);

    /// <summary>The people in the folder, seeded now or by an earlier run.</summary>
    public async Task<Person[]> PeopleAsync()
    {
        if (File.Exists(Person.FileIn(path))) return Person.Load(path);

        // What an interrupted run left is worth nothing.
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        using var folder = new OpenFolder(path, engine);
        var started = Stopwatch.GetTimestamp();
        // One conversation a second, up to now.
        var first = TimeProvider.System.Now().AddSeconds(-conversations);

        var people = Enumerable.Range(0, conversations / PerUser).Select(_ => Person.New(first)).ToArray();
        await WriteAsync(folder.Store, people.Select((person, i) => new AddUser(User(person, i, first), Session(person, first))), null);
        await WriteAsync(folder.Store, Conversations(people, first), started);
        Person.Save(path, people);
        return people;
    }

    private IEnumerable<AddConversation> Conversations(Person[] people, DateTime time)
    {
        var inTurn = people.ToArray();
        for (var i = 0; i < conversations; i++)
        {
            if (i % people.Length == 0) random.Shuffle(inTurn);
            time = time.AddSeconds(1);
            var title = string.Create(CultureInfo.InvariantCulture, $"How to fold samosas so that they hold, part {i}");
            yield return new(new(Guid.CreateVersion7(time), inTurn[i % people.Length].UserId, title, "demo", time, time));
        }
    }

    private async Task WriteAsync<T>(IStore store, IEnumerable<Command<T>> commands, long? started)
    {
        var before = Task.CompletedTask;
        var written = 0;
        foreach (var chunk in commands.Chunk(Chunk))
        {
            var now = Task.WhenAll(chunk.Select(command => store.WriteAsync(command, default).AsTask()));
            await before;
            before = now;
            written += chunk.Length;
            if (started is { } since && written % (Chunk * 25) == 0) Tell(written, Stopwatch.GetElapsedTime(since));
        }

        await before;
    }

    private void Tell(int written, TimeSpan elapsed) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"seeding {engine}: {written:N0} of {conversations:N0} in {elapsed.TotalSeconds:F0} s"));

    private User User(Person person, int number, DateTime time) => new(person.UserId, $"user{number}@example.com", null, passwordHash, time);

    private static Session Session(Person person, DateTime time) => new(person.SessionId, person.UserId, new byte[32], time, time.AddYears(10));
}
