using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SamosaChaat.Tests.Hosting.Servers;

/// <summary>The whole program on real Kestrel sockets, with a real store file in a folder of its own.</summary>
public abstract class Server : IAsyncDisposable
{
    private static readonly TimeSpan ResidentLifetime = TimeSpan.FromMinutes(5);

    private readonly Factory? factory;
    private readonly Uri? address;
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly Lock gate = new();
    private readonly List<Task<UserData>> residents = [];
    private long newest;

    protected Server(string engine, params (string Key, string Value)[] settings)
        : this(engine, _ => { }, settings)
    {
    }

    /// <param name="replace">Puts a test's own services, such as a clock, in place of the program's.</param>
    protected Server(string engine, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        Engine = engine;
        // This is also the fixture of tests that run on a machine without PostgreSQL. Each of them is skipped when it asks for something.
        if (engine == "postgres" && !PostgresProcess.IsInstalled) return;
        factory = new Factory(builder =>
        {
            builder.UseEnvironment("Production");
            // The factory would set the port itself while the program starts on another thread, and be too late now and then.
            builder.UseSetting("urls", "http://127.0.0.1:0");
            foreach (var (key, value) in StoreSettings.Of(engine, folder)) builder.UseSetting(key, value);
            builder.UseSetting("Demo:TokensPerSecond", "0");
            // Most tests register somebody. What an invite does has tests of its own.
            builder.UseSetting("Auth:Registration", "open");
            // A test is over when it is over; what draining does has tests of its own.
            builder.UseSetting("Streaming:DrainTimeout", "00:00:00");
            // Hundreds of stores would each keep 16 MB free.
            builder.UseSetting("Storage:Reserve", "0");
            foreach (var (key, value) in StoreSettings.ManyClients) builder.UseSetting(key, value);
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            // By a factory, so that the program disposes of it: after the store, which is made after it.
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(_ => Log));
            // Most tests register somebody, and none of them cares for a slow hash. SecretsAtRestTests holds the program to it.
            builder.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1));
            builder.ConfigureTestServices(replace);
        });
        factory.UseKestrel();
        factory.StartServer();
        address = factory.ClientOptions.BaseAddress;
    }

    public string Engine { get; }

    public Uri Address => address ?? throw PostgresProcess.Skip();

    /// <summary>Everything that the server has logged.</summary>
    public RecordedLog Log { get; } = new();

    public IServiceProvider Services => factory?.Services ?? throw PostgresProcess.Skip();

    /// <summary>A client that nobody is signed in with; what it receives is held against the contract.</summary>
    public HttpClient Anonymous() => new(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = Address, Timeout = Patience.Limit };

    /// <summary>Somebody new, registered and signed in.</summary>
    public async Task<TestUser> NewUserAsync() => await TestUser.RegisterAsync(Anonymous());

    /// <summary>Somebody with a conversation, shared by all tests that leave it as it is: registering costs more than what they do.</summary>
    public Task<UserData> ResidentAsync()
    {
        lock (gate)
        {
            // A token lives for a quarter of an hour, and on a busy machine the tests that share it take longer.
            if (residents.Count == 0 || TimeProvider.System.GetElapsedTime(newest) > ResidentLifetime)
            {
                newest = TimeProvider.System.GetTimestamp();
                residents.Add(NewResidentAsync());
            }

            return residents[^1];
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resident in residents.Where(resident => resident.IsCompletedSuccessfully)) (await resident).Owner.Dispose();
        if (factory is not null) await factory.DisposeAsync();
        // The factory does not wait: the program disposes of its services too, on a thread of its own, and whoever is second returns at once.
        if (factory is not null) await Log.Closed;
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<UserData> NewResidentAsync() => await UserData.OfAsync(await NewUserAsync());

    private sealed class Factory(Action<IWebHostBuilder> configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);
    }
}

/// <summary>One server an engine for all tests that need nothing special; every test brings a user of its own.</summary>
public sealed class SqliteServer() : Server("sqlite");

public sealed class LiteDbServer() : Server("litedb");

public sealed class PostgresServer() : Server("postgres");

/// <summary>A server with settings of its own, for one test.</summary>
public sealed class OwnServer : Server
{
    public OwnServer(string engine, params (string Key, string Value)[] settings)
        : base(engine, settings)
    {
    }

    public OwnServer(string engine, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
        : base(engine, replace, settings)
    {
    }
}
