using Alba;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Tests.Hosting;

/// <summary>Runs the whole program in memory for the scenarios, which show each operation once. docs/decisions/0005 says what it cannot show.</summary>
public abstract class ScenarioHost(string engine) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly RecordedLog log = new();
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
        return await TestUser.RegisterAsync(new HttpClient(new ContractHandler(server.CreateHandler())) { BaseAddress = server.BaseAddress });
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
        {
            await (await started).DisposeAsync();
            await log.Closed;
        }

        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    // Tests take turns, so nobody else starts it meanwhile.
    private Task<IAlbaHost> HostAsync() => started ??= AlbaHost.For<Program>(builder =>
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Storage:Engine", engine);
        builder.UseSetting("Storage:Path", folder);
        builder.UseSetting("Demo:TokensPerSecond", "0");
        builder.UseSetting("Streaming:DrainTimeout", "00:00:00");
        builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(_ => log));
    });
}

/// <summary>Serves all scenarios of one engine: starting the program costs more than they do.</summary>
public sealed class SqliteScenarios() : ScenarioHost("sqlite");

public sealed class LiteDbScenarios() : ScenarioHost("litedb");
