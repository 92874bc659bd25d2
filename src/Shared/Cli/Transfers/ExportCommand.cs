using System.CommandLine;
using System.Text.Json;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Exports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Cli.Transfers;

/// <summary>The command <c>samosachaat export</c>: writes everything of a user to a file.</summary>
internal static class ExportCommand
{
    /// <summary>Ends the name of a file that is not complete yet.</summary>
    private const string Half = ".part";

    public static Command Create(ServerParts server, string[] settings)
    {
        var (user, to, json) = (Account.Option(), Account.File("--to", "The new file."), CommandOptions.Json());
        var command = new Command(
            "export", "Write all conversations of a user to a file. The server may run meanwhile, except with LiteDB.") { user, to, json };
        command.SetAction((parsed, ct) => RunAsync(
            server, settings, parsed.GetValue(user)!, Path.GetFullPath(parsed.GetValue(to)!), parsed.GetValue(json), ct));
        return command;
    }

    private static Task<int> RunAsync(
        ServerParts server, string[] settings, string email, string path, bool json, CancellationToken ct) =>
        CommandRun.RunAsync("export", async _ =>
        {
            if (File.Exists(path)) throw new CannotStartException($"'{path}' is there already. Nothing was written.");
            await using var services = server.Services(settings, builder => builder.Services.JoinStorage());
            var user = await Account.FindAsync(services.GetRequiredService<IStore>(), email, ct);
            var exporter = services.GetRequiredService<Exporter>();
            var count = await exporter.CountAsync(user.Id, ct);
            try
            {
                await using var file = Account.Open(path + Half, FileMode.Create);
                await ProgressRunner.ShowAsync("Exporting", count, json, async tell =>
                {
                    using var writer = new LineWriter(file.WriteAsync);
                    await writer.WriteAsync(exporter.AccountAsync(user.Id, Guid.Empty, () => tell(1), ct), ct);
                });
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                // Such as a full disk, which needs the room.
                File.Delete(path + Half);
                throw;
            }

            File.Move(path + Half, path);
            Console.WriteLine(json
                ? JsonSerializer.Serialize(new { conversations = count, file = path }, Json.Options)
                : FormattableString.Invariant($"Wrote {count} conversations of {user.Email} to {path}."));
            return ExitCode.Ok;
        });
}
