using Alba;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Hosting;

/// <summary>
/// Runs the whole program in memory for the scenarios, which show each operation once. docs/decisions/0005 says what it cannot show.
/// </summary>
public abstract class ScenarioHost(string engine) : IAsyncDisposable
{
    /// <summary>Names a model that writes <see cref="SlowAnswer"/> and then nothing more.</summary>
    public const string SlowModel = "slow";

    public const string SlowAnswer = "Half an hour";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly RecordedLog log = new();
    private readonly Lock gate = new();
    private OpenAiServer? slow;
    private Task<IAlbaHost>? started;

    /// <summary>Sends one request, and holds its answer against the scenario and against the contract.</summary>
    public async Task<IScenarioResult> RunAsync(Action<Scenario> scenario)
    {
        var host = await HostAsync();
        var answer = await host.Scenario(scenario);
        var (request, response) = (answer.Context.Request, answer.Context.Response);
        var mediaType = response.ContentType?.Split(';')[0];
        var body = await answer.ReadAsTextAsync();
        ContractHandler.Check(request.Method, request.Path, response.StatusCode, mediaType, response.Headers["x-trace-id"], body);
        return answer;
    }

    /// <summary>Registers somebody new, who does what comes before a scenario.</summary>
    public async Task<TestUser> NewUserAsync()
    {
        var server = (await HostAsync()).Server;
        var http = new HttpClient(new ContractHandler(server.CreateHandler())) { BaseAddress = server.BaseAddress };
        return await TestUser.RegisterAsync(http);
    }

    /// <summary>Registers somebody new who is an administrator.</summary>
    public async Task<TestUser> NewAdminAsync()
    {
        var admin = await NewUserAsync();
        await (await HostAsync()).Services.SetRoleAsync(admin, UserRoles.Admin);
        return admin;
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
        {
            await (await started).DisposeAsync();
            await log.Closed;
            await slow!.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<IAlbaHost> HostAsync()
    {
        // Two classes of scenarios may begin at once.
        lock (gate) return started ??= StartAsync();
    }

    private Task<IAlbaHost> StartAsync()
    {
        slow = new OpenAiServer
        {
            Models = [SlowModel],
            Script = async reply =>
            {
                await reply.TokenAsync(SlowAnswer);
                await reply.HangAsync();
            },
        };
        return AlbaHost.For<Program>(Configure);
    }

    private void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in StoreSettings.Of(engine, folder)) builder.UseSetting(key, value);
        foreach (var (key, value) in StoreSettings.ManyClients) builder.UseSetting(key, value);
        builder.UseSetting("Demo:TokensPerSecond", "0");
        builder.UseSetting("Auth:Registration", "open");
        builder.UseSetting("Streaming:DrainTimeout", "00:00:00");
        builder.UseSetting("Inference:Upstreams:0:Name", "built-in");
        builder.UseSetting("Inference:Upstreams:0:Kind", "demo");
        builder.UseSetting("Inference:Upstreams:0:Models:0", "demo");
        builder.UseSetting("Inference:Upstreams:1:Name", "local");
        builder.UseSetting("Inference:Upstreams:1:Kind", slow!.Kind);
        builder.UseSetting("Inference:Upstreams:1:BaseUrl", slow.Url);
        builder.UseSetting("Inference:Upstreams:1:Models:0", SlowModel);
        builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(_ => log));
    }
}

/// <summary>Serves all scenarios of one engine: starting the program costs more than they do.</summary>
public sealed class SqliteScenarios() : ScenarioHost("sqlite");

public sealed class LiteDbScenarios() : ScenarioHost("litedb");

public sealed class PostgresScenarios() : ScenarioHost("postgres");
