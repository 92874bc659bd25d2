using System.Net;
using System.Net.Sockets;
using SamosaChaat.Features.Health.GetHealth;

namespace SamosaChaat.Tests.Features.Health.GetHealth;

public abstract class GetHealthTests(Server server)
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/api/health")]
    public async Task A_server_that_works_is_ok_and_ready_for_anybody_who_asks(string path)
    {
        using var http = server.Anonymous();

        Assert.Equal((HttpStatusCode.OK, "ok", true), await HealthAsync(http, path));
    }

    [Fact]
    public async Task A_models_server_that_is_down_degrades_it_after_a_turn_and_leaves_it_ready()
    {
        await using var alone = new OwnServer(
            server.Engine,
            ("Inference:Upstreams:0:Name", "gone"),
            ("Inference:Upstreams:0:Kind", "openai"),
            ("Inference:Upstreams:0:BaseUrl", $"http://127.0.0.1:{ClosedPort()}/v1"),
            ("Inference:Upstreams:1:Name", "demo"),
            ("Inference:Upstreams:1:Kind", "demo"),
            ("Inference:Upstreams:1:Models:0", "demo"));
        using var user = await alone.NewUserAsync();
        var toNobody = (await user.CreateConversationAsync(modelTag: "some-model")).Id();
        var toDemo = (await user.CreateConversationAsync(modelTag: "demo")).Id();
        Assert.Equal((HttpStatusCode.OK, "ok", true), await HealthAsync(user.Http));

        using var turn = await user.Http.PostAsync($"/conversations/{toNobody}/messages", new { message = new { content = "Anybody?" } });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, turn.StatusCode);
        Assert.Equal((HttpStatusCode.OK, "degraded", true), await HealthAsync(user.Http));
        // History and the other model go on, which does not mend the first.
        Assert.Single(await user.MessagesAsync(toNobody));
        await user.SendAndWaitAsync(toDemo, "And you?");
        Assert.Equal((HttpStatusCode.OK, "degraded", true), await HealthAsync(user.Http));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_makes_it_unready_until_it_does()
    {
        var drive = new FailingStore();
        await using var own = new OwnServer(server.Engine, drive.PutBeforeStore);
        using var http = own.Anonymous();
        Assert.Equal((HttpStatusCode.OK, "ok", true), await HealthAsync(http));

        drive.IsOff = true;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "degraded", false), await HealthAsync(http));

        drive.IsOff = false;
        Assert.Equal((HttpStatusCode.OK, "ok", true), await HealthAsync(http));
    }

    [Fact]
    public async Task A_store_that_reads_and_cannot_write_makes_it_unready_until_it_can()
    {
        var drive = new FailingStore();
        await using var own = new OwnServer(server.Engine, drive.PutBeforeStore);
        using var http = own.Anonymous();

        drive.IsFull = true;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "degraded", false), await HealthAsync(http));

        drive.IsFull = false;
        Assert.Equal((HttpStatusCode.OK, "ok", true), await HealthAsync(http));
    }

    [Fact]
    public async Task A_store_that_is_too_slow_to_write_makes_it_unready_in_time()
    {
        var (clock, gate) = (new StandingClock(), new StoreGate());
        await using var own = new OwnServer(server.Engine, services =>
        {
            clock.PutInPlace(services);
            gate.PutBeforeStore(services);
        });
        using var http = own.Anonymous();
        using var held = gate.Hold<TryWrite>();

        var asking = HealthAsync(http);
        await held.Reached.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        await clock.PassAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "degraded", false), await asking);
    }

    [Fact]
    public async Task A_full_disk_makes_it_unready_and_everything_goes_on_when_there_is_room()
    {
        Assert.SkipWhen(server.Engine == "postgres", "The disk is the database server's.");
        await using var disk = await SmallDisk.MountAsync();
        await using var own = new OwnServer(server.Engine, ("Storage:Path", disk.Folder("store")));
        using var user = await own.NewUserAsync();
        var before = await UserData.OfAsync(user);
        var kept = await before.ReadAsync();
        using var http = own.Anonymous();
        Assert.Equal((HttpStatusCode.OK, "ok", true), await HealthAsync(http));

        for (var i = 0; i < 3; i++)
        {
            disk.Fill();
            // More than one, so that no room is left in what the engine has already.
            for (var tries = 0; (await HealthAsync(http)).Ready; tries++) Assert.InRange(tries, 0, 1000);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "degraded", false), await HealthAsync(http));

            disk.Free();
            Assert.Equal((HttpStatusCode.OK, "ok", true), await HealthAsync(http));
            Assert.Equal(kept, await before.ReadAsync());
        }

        await user.SendAndWaitAsync((await user.CreateConversationAsync()).Id(), "Is there room?");
    }

    /// <summary>One that was free a moment ago: nobody listens there.</summary>
    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<(HttpStatusCode Code, string Status, bool Ready)> HealthAsync(HttpClient http, string path = "/health")
    {
        using var response = await http.FetchAsync(path);
        var body = await response.JsonAsync();
        return (response.StatusCode, body.Text("status"), body.GetProperty("ready").GetBoolean());
    }
}

public sealed class GetHealthOnSqlite(SqliteServer server) : GetHealthTests(server);

public sealed class GetHealthOnLiteDb(LiteDbServer server) : GetHealthTests(server);

public sealed class GetHealthOnPostgres(PostgresServer server) : GetHealthTests(server);
