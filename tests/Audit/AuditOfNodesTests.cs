using System.Net.Http.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Cluster;

namespace SamosaChaat.Tests.Audit;

/// <summary>Two nodes write and seal at the same time, and their log is one chain.</summary>
public sealed class AuditOfNodesTests
{
    private const int Clients = 12;
    private const int SignIns = 4;

    [Fact]
    public async Task Sign_ins_on_two_nodes_at_once_are_one_chain()
    {
        await using var model = new NanochatServer();
        await using var first = await Node.StartAsync(model, null, ("Limits:Enabled", "false"), ("Cluster:Lease", "00:05:00"));
        await using var second = await Node.StartAsync(model, first, ("Limits:Enabled", "false"), ("Cluster:Lease", "00:05:00"));
        using var user = await TestUser.RegisterAsync(first.Client());
        using var store = new Store(StorageRegistration.Open(
            new StorageOptions { Engine = StorageOptions.Postgres, ConnectionString = first.Database }, folder: null, ChatSchema.Migrations));

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            using var http = (client % 2 == 0 ? first : second).Client();
            for (var i = 0; i < SignIns; i++)
            {
                using var response = await http.PostAsJsonAsync("/auth/login", new { email = user.Email, password = TestUser.Password });
                response.EnsureSuccessStatusCode();
                // A third process seals, too.
                if (client == 0) await store.ReadAllAsync();
            }
        }));

        var log = await store.ReadAllAsync();
        Assert.Equal(Clients * SignIns, log.Count(entry => entry.Entry.Kind == AuditKinds.SignedIn));
        Assert.Equal(Enumerable.Range(1, log.Count).Select(number => (long)number), log.Select(entry => entry.Number));
        Assert.Null((await store.VerifyAsync()).Fault);
    }
}
