using System.Globalization;
using System.Net.Http.Json;

namespace SamosaChaat.Tests.Storage;

/// <summary>The program is killed at random moments while clients write. What it acknowledged before is there afterwards, once.</summary>
public abstract class CrashTests(string engine)
{
    private const int Writers = 16;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SAMOSACHAAT_CRASH_KILLS") ?? "10", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_was_acknowledged_survives_a_kill()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        var ledger = new CrashLedger();
        var random = Seeded.Random();
        var atWork = new Guid?[Writers];
        string? token = null;
        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var running = await QuietServer.StartAsync(engine, folder);
            token ??= await RegisterAsync(running);
            using var http = running.Client(token);
            await CheckAsync(http, ledger, atWork);
            if (kill == Kills)
            {
                foreach (var conversation in ledger.Conversations) await ledger.CheckAsync(new ChatClient(http), conversation);
                await ledger.CheckListAsync(http);
                break;
            }

            var writers = Enumerable.Range(0, Writers).Select(writer => WriteUntilGoneAsync(http, ledger, atWork, writer)).ToArray();
            // Nothing to wait for here: that the moment is any moment is the point.
            await Task.Delay(random.Next(50, 600), TestContext.Current.CancellationToken);
            await running.KillAsync();
            await Task.WhenAll(writers);
            // That the kill before cut turns off (2005) is as it should be; nothing else is.
            Assert.DoesNotContain(running.Complaints(), line => !line.Contains("\"event_id\":2005", StringComparison.Ordinal));
        }

        TestContext.Current.SendDiagnosticMessage($"{engine}: {Kills} kills, {ledger.Acknowledged} acknowledged, (missing, doubled, out of order) = {ledger.Faults}");
        Assert.NotEqual(0, ledger.Acknowledged);
        Assert.Equal((0, 0, 0), ledger.Faults);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The server is ready, the conversations that were written to are whole, and none waits for a turn that died with the process.</summary>
    private static async Task CheckAsync(HttpClient http, CrashLedger ledger, Guid?[] atWork)
    {
        var client = new ChatClient(http);
        var health = await client.GetAsync("/health");
        Assert.True(health?.GetProperty("ready").GetBoolean());
        foreach (var conversation in atWork.OfType<Guid>())
        {
            await ledger.CheckAsync(client, conversation);
            await client.AskAsync(conversation, Guid.CreateVersion7(), "Where were we?", message => ledger.Add(conversation, message));
        }

        Assert.Empty(client.Refusals);
    }

    private static async Task WriteUntilGoneAsync(HttpClient http, CrashLedger ledger, Guid?[] atWork, int writer)
    {
        var client = new ChatClient(http);
        try
        {
            for (var i = 0; client.Refusals.Count == 0; i++)
            {
                // One goes on with the conversation of before the last kill, another begins anew.
                if ((atWork[writer] is null || i % 4 == 3) && await client.CreateAsync($"Writer {writer}, 🥟 {i}") is { } created)
                {
                    ledger.Add(created);
                    atWork[writer] = created.Id();
                }

                if (atWork[writer] is not { } conversation) continue;
                var (id, content) = (Guid.CreateVersion7(), $"Question {i} of {writer} 👨‍🍳");
                if ((i + writer) % 2 == 0) await client.AskAsync(conversation, id, content, message => ledger.Add(conversation, message));
                else await client.StreamAsync(conversation, id, content, message => ledger.Add(conversation, message));
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The server is gone, as it shall be.
        }

        Assert.Empty(client.Refusals);
    }

    private static async Task<string> RegisterAsync(ServerProcess server)
    {
        using var http = server.Client();
        using var response = await http.PostAsJsonAsync("/auth/register", new { email = "crash@example.com", password = TestUser.Password });
        response.EnsureSuccessStatusCode();
        return (await response.JsonAsync()).Text("access_token");
    }
}

public sealed class CrashesOnSqlite() : CrashTests("sqlite");

public sealed class CrashesOnLiteDb() : CrashTests("litedb");

public sealed class CrashesOnPostgres() : CrashTests("postgres");
