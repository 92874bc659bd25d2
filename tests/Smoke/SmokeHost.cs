namespace SamosaChaat.Tests.Smoke;

/// <summary>A server that is known by its address alone, and the models behind it, which a test can tell what to say.</summary>
public abstract class SmokeHost : IAsyncLifetime
{
    public NanochatServer Nanochat { get; } = new() { Models = ["nano-1"] };

    public OpenAiServer OpenAi { get; } = new() { Models = ["gpt-1"] };

    public abstract Uri Address { get; }

    /// <summary>Both models by their names, and the demo for every other.</summary>
    protected (string Key, string Value)[] Settings =>
    [
        .. Upstream(0, Nanochat, "nano-*"),
        .. Upstream(1, OpenAi, "gpt-*"),
        ("Inference:Upstreams:2:Name", "demo"),
        ("Inference:Upstreams:2:Kind", "demo"),
        ("Demo:TokensPerSecond", "0"),
        ("Auth:Registration", "open"),
    ];

    /// <summary>A client that nobody is signed in with; what it receives is held against the contract.</summary>
    public HttpClient Anonymous() => new(new ContractHandler(Handler())) { BaseAddress = Address };

    public Task<TestUser> NewUserAsync() => TestUser.RegisterAsync(Anonymous());

    protected virtual HttpMessageHandler Handler() => new SocketsHttpHandler();

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Nanochat.DisposeAsync();
        await OpenAi.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static (string Key, string Value)[] Upstream(int number, ModelServer model, string pattern) =>
    [
        ($"Inference:Upstreams:{number}:Name", model.Kind),
        ($"Inference:Upstreams:{number}:Kind", model.Kind),
        ($"Inference:Upstreams:{number}:BaseUrl", model.Url),
        ($"Inference:Upstreams:{number}:Models:0", pattern),
    ];
}

/// <summary>The program as the tests host it.</summary>
public abstract class HostedProgram(string engine) : SmokeHost
{
    private OwnServer? server;

    public override Uri Address => server!.Address;

    public override ValueTask InitializeAsync()
    {
        server = new OwnServer(engine, Settings);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The published program, one file, where the variable names it.</summary>
public abstract class PublishedProgram(string engine) : SmokeHost
{
    /// <summary>Whether release/bare-root works here, as whoever started the tests has found out.</summary>
    private static readonly bool OwnRoots = Environment.GetEnvironmentVariable("SAMOSACHAAT_TEST_BARE_ROOT") == "1";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private ServerProcess? process;

    public override Uri Address
    {
        get
        {
            _ = ProgramFile.OrSkip();
            return process!.Http.BaseAddress!;
        }
    }

    public override async ValueTask InitializeAsync()
    {
        if (ProgramFile.IsPublished) await StartAsync();
    }

    /// <summary>Asks it to end, as a service manager does; returns the exit code.</summary>
    public Task<int> TerminateAsync() => process!.TerminateAsync();

    /// <summary>Starts it again on the same data, at another address.</summary>
    public async Task StartAsync()
    {
        if (process is not null) await process.DisposeAsync();
        process = ServerProcess.Launch([], [.. StoreSettings.Of(engine, folder), ("urls", "http://127.0.0.1:0"), ("Telemetry:Metrics", "on"), ("Telemetry:MetricsUrl", "http://127.0.0.1:0"), ("Streaming:DrainTimeout", "00:00:01"), .. Settings]);
        await process.ListensAsync();
    }

    /// <summary>Where it serves its metrics.</summary>
    public Task<Uri> MetricsAsync() => process!.MetricsAsync();

    /// <summary>Starts one of its commands.</summary>
    internal static ServerProcess Launch(params string[] arguments) => ServerProcess.Launch(ProgramFile.OrSkip(), arguments, []);

    /// <summary>Starts one of its commands where there is nothing but the program, if the machine lets us.</summary>
    internal static ServerProcess LaunchAlone(params string[] arguments)
    {
        if (!OwnRoots) return Launch(arguments);
        return ServerProcess.Launch(
            Path.Combine(SourceTree.Root, "release/bare-root"), [Path.GetDirectoryName(ProgramFile.OrSkip())!, .. arguments], []);
    }

    /// <summary>Runs one of its commands to the end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var command = Launch(arguments);
        var code = await command.ExitCodeAsync();
        return (code, string.Join('\n', command.Output));
    }

    public override async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
