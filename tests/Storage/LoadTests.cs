using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Storage;

/// <summary>200 people at once create, post and list. Nobody is refused, and everybody finds what they wrote, once.</summary>
public abstract class LoadTests(string engine)
{
    private const int People = 200;
    private static readonly int Seconds = int.Parse(Environment.GetEnvironmentVariable("SAMOSACHAAT_LOAD_SECONDS") ?? "5", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Two_hundred_at_once_lose_nothing_and_nobody_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        await using var running = await QuietServer.StartAsync(engine, folder);
        using var http = running.Client();
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(_ => Person.RegisterAsync(running, http)));

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(people.Select(person => person.UseAsync(TimeSpan.FromSeconds(Seconds))));
        var seconds = clock.Elapsed.TotalSeconds;

        var (requests, turns) = (people.Sum(person => person.Client.Requests), people.Sum(person => person.Turns));
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture, $"{engine}: {People} people, {seconds:F1} s, {requests / seconds:F0} requests/s, {turns / seconds:F0} turns/s, {turns} turns"));
        Assert.Empty(people.SelectMany(person => person.Client.Refusals));
        foreach (var person in people) await person.FindEverythingAsync();
        Assert.Empty(running.Complaints());
        await running.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Person(ServerProcess server, HttpClient http, string token)
    {
        private readonly Dictionary<Guid, List<Acknowledged>> conversations = [];

        public ChatClient Client { get; } = new(http, token);

        public int Turns => conversations.Values.Sum(messages => messages.Count) / 2;

        public static async Task<Person> RegisterAsync(ServerProcess server, HttpClient http)
        {
            using var response = await http.PostAsJsonAsync("/auth/register", new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password });
            response.EnsureSuccessStatusCode();
            return new Person(server, http, (await response.JsonAsync()).Text("access_token"));
        }

        public async Task UseAsync(TimeSpan time)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; clock.Elapsed < time && Client.Refusals.Count == 0; i++)
            {
                if (await Client.CreateAsync($"Conversation {i}") is not { } created) return;
                var messages = conversations[created.Id()] = [];
                await Client.AskAsync(created.Id(), Guid.CreateVersion7(), $"First question {i}", messages.Add);
                await Client.StreamAsync(created.Id(), Guid.CreateVersion7(), $"Second question {i}", messages.Add);
                var newest = await Client.GetAsync("/conversations?limit=10");
                Assert.Equal(created.Id(), newest?.EnumerateArray().First().Id());
                await HoldsAsync(created.Id());
            }
        }

        public async Task FindEverythingAsync()
        {
            var ledger = new CrashLedger();
            using var own = server.Client(token);
            foreach (var id in conversations.Keys)
            {
                ledger.Add((await Client.GetAsync($"/conversations/{id}"))!.Value);
                await HoldsAsync(id);
            }

            await ledger.CheckListAsync(own);
            Assert.Equal((0, 0, 0), ledger.Faults);
        }

        /// <summary>Two turns, in order, as they were acknowledged, and nothing else.</summary>
        private async Task HoldsAsync(Guid id)
        {
            JsonElement[] stored = [.. (await Client.GetAsync($"/conversations/{id}/messages"))!.Value.EnumerateArray()];
            Assert.Equal(4, stored.Length);
            Assert.Each(stored.Zip(conversations[id]), pair => Assert.True(pair.Second.Is(pair.First)));
        }
    }
}

public sealed class LoadOnSqlite() : LoadTests("sqlite");

public sealed class LoadOnLiteDb() : LoadTests("litedb");
