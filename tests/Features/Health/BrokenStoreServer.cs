using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Features.Health;

/// <summary>The whole program on a real store that can be made to fail as a full disk or a lost drive would.</summary>
internal sealed class BrokenStoreServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly Factory factory;

    public BrokenStoreServer(string engine)
    {
        factory = new Factory(builder => builder
            .UseEnvironment("Production")
            .UseSetting("Storage:Engine", engine)
            .UseSetting("Storage:Path", folder)
            .ConfigureServices(Break));
        factory.UseKestrel(0);
        factory.StartServer();
        Http = new HttpClient(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = factory.ClientOptions.BaseAddress };
    }

    public HttpClient Http { get; }

    public bool IsBroken { get; set; }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await factory.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Puts something in front of the registered store.</summary>
    private void Break(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IStore));
        services.AddKeyedSingleton<IStore>(nameof(BrokenStore), (provider, _) => (IStore)registered.ImplementationFactory!(provider));
        services.AddSingleton<IStore>(provider => new BrokenStore(provider.GetRequiredKeyedService<IStore>(nameof(BrokenStore)), this));
    }

    private sealed class BrokenStore(IStore store, BrokenStoreServer server) : IStore
    {
        public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct) =>
            server.IsBroken ? ValueTask.FromException<T>(new IOException("The drive is gone.")) : store.ReadAsync(query, ct);

        public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) =>
            server.IsBroken ? ValueTask.FromException<T>(new IOException("The drive is gone.")) : store.WriteAsync(command, ct);
    }

    private sealed class Factory(Action<IWebHostBuilder> configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);
    }
}
