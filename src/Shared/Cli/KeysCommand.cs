using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat keys rotate</c>: lets a new key sign the tokens.</summary>
internal static class KeysCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var json = CommandOptions.Json();
        var rotate = new Command(
            "rotate",
            "Let a new key sign the tokens. The old key verifies its tokens until they expire. Servers may run meanwhile, and need no "
                + "restart.")
        {
            json
        };
        rotate.SetAction((parsed, _) => CommandRun.RunAsync("rotate the signing key", async _ =>
        {
            await using var services = server.Services(settings, builder => builder.Services.AddSingleton(Folder));
            using var key = Rotate(services);
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { kid = key.Id }, Json.Options)
                : $"The key {key.Id} signs the tokens now. The old one verifies its tokens for another day.");
            return ExitCode.Ok;
        }));
        return new Command("keys", "Manage the keys that sign the tokens.") { rotate };
    }

    private static SigningKey Rotate(ServiceProvider services)
    {
        // The store stays closed, because LiteDB allows one process at a time.
        return services.GetRequiredService<IOptions<StorageOptions>>().Value.IsFile
            ? KeyFile.Rotate(services.GetRequiredService<DataFolder>())
            : services.GetRequiredService<KeyOpening>().Rotate();
    }

    private static DataFolder Folder(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>();
        var root = Path.GetFullPath(options.Value.Path);
        if (options.Value.IsFile && !Directory.Exists(root)) throw new CannotStartException($"Storage:Path '{root}' does not exist.");
        return DataFolder.IsInUse(root) ? DataFolder.Join(options) : new DataFolder(options);
    }
}
