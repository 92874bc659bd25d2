using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Tests.Cli;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Audit;

/// <summary>The program is killed at random moments while many sign in. Each acknowledged sign-in is in the log, once, and the chain is whole.</summary>
public abstract class AuditCrashTests(string engine)
{
    private const int Clients = 8;
    private const int Kills = 3;

    [Fact]
    public async Task Acknowledged_sign_ins_survive_a_kill_in_one_chain()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        var random = Seeded.Random();
        var sessions = new ConcurrentBag<Guid>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var running = await QuietServer.StartAsync(engine, folder);
            using var http = running.Client();
            if (kill == 0) (await http.PostAsJsonAsync("/auth/register", Account, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            var before = sessions.Count;
            var clients = Enumerable.Range(0, Clients).Select(_ => SignInUntilGoneAsync(http, sessions)).ToArray();
            while (sessions.Count < before + Clients) await Task.Yield();
            // Nothing to wait for here: that the moment is any moment is the point.
            await Task.Delay(random.Next(0, 400), TestContext.Current.CancellationToken);
            await running.KillAsync();
            await Task.WhenAll(clients);
        }

        var (listed, list, _) = await RunAsync(folder, "list", "--json", "--limit", "100000");
        var (verified, _, fault) = await RunAsync(folder, "verify");

        Assert.Equal((0, 0, ""), (listed, verified, fault));
        var known = list.Split('\n').Select(line => JsonElement.Parse(line))
            .Where(entry => entry.Text("kind") == AuditKinds.SignedIn).Select(entry => entry.Text("detail")).ToList();
        Assert.Equal(known.Distinct().Count(), known.Count);
        Assert.Empty(sessions.Select(session => $"session {session}").Except(known));
        Directory.Delete(folder, recursive: true);
    }

    private static object Account => new { email = "crash@example.com", password = TestUser.Password };

    private static async Task SignInUntilGoneAsync(HttpClient http, ConcurrentBag<Guid> sessions)
    {
        try
        {
            while (true)
            {
                using var response = await http.PostAsJsonAsync("/auth/login", Account);
                response.EnsureSuccessStatusCode();
                sessions.Add(RefreshToken.Parse((await response.JsonAsync()).Text("refresh_token"))!.Value.SessionId);
            }
        }
        catch (Exception e) when (e is HttpRequestException { StatusCode: null } or IOException)
        {
            // The server is gone, as it shall be.
        }
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(string folder, params string[] arguments) => Command.RunAsync([
        "audit", .. arguments,
        .. StoreSettings.Complete(engine, [("Storage:Engine", engine), ("Storage:Path", Path.Combine(folder, "data"))]).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }),
    ]);
}

public sealed class AuditCrashesOnSqlite() : AuditCrashTests("sqlite");

public sealed class AuditCrashesOnLiteDb() : AuditCrashTests("litedb");

public sealed class AuditCrashesOnPostgres() : AuditCrashTests("postgres");
