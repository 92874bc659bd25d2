using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Hosting;

/// <summary>Prints a short introduction when the server listens. In production it writes one log event instead.</summary>
internal sealed partial class StartupBanner(
    IServer server,
    DataFolder folder,
    IOptions<StorageOptions> storage,
    FirstInvite invite,
    ModelGreeting models,
    IHostApplicationLifetime lifetime,
    IHostEnvironment environment,
    ILogger<StartupBanner> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Greet);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Greet()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var urls = addresses.Select(Link).ToArray();
        PrintInvite(addresses.FirstOrDefault());
        if (!environment.IsDevelopment())
        {
            LogStarted(logger, string.Join(", ", addresses), storage.Value.Engine, folder.Root);
            return;
        }

        Console.WriteLine($"""
            samosaChaat listens on {string.Join(", ", urls)}
            Its data is in {folder.Root} ({storage.Value.Engine})
            Its API is described at {urls.FirstOrDefault()}/docs
            """);
        _ = PrintModelsAsync();
    }

    // A browser cannot open a wildcard.
    private static string Link(string address) =>
        BindingAddress.Parse(address).IsUnixPipe ? address : Listening.LocalAddress(address).GetLeftPart(UriPartial.Authority);

    // Nobody waits for a model's server that does not answer.
    private async Task PrintModelsAsync()
    {
        try
        {
            foreach (var line in await models.LinesAsync(lifetime.ApplicationStopping)) Console.WriteLine(line);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    // On stderr: stdout is a log of JSON lines, and what collects it need not know the link.
    private void PrintInvite(string? address)
    {
        if (invite.Token is not { } token || address is null) return;
        var link = token.LinkAt(Listening.LocalAddress(address).GetLeftPart(UriPartial.Authority));
        Console.Error.WriteLine(
            $"This server has no account yet. Open this link within 30 minutes to create the administrator's: {link}");
    }

    [LoggerMessage(EventIds.ServerStarted, LogLevel.Information, "Listening on {urls} with {engine} in {data}")]
    private static partial void LogStarted(ILogger logger, string urls, string engine, string data);
}
