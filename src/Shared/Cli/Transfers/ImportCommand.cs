using System.CommandLine;
using System.Text.Json;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Foreign;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Shared.Cli.Transfers;

/// <summary>The command <c>samosachaat import</c>: stores the conversations of a file for a user.</summary>
internal static class ImportCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var (user, from, json) = (Account.Option(), Account.File("--from", "An export of this program, ChatGPT, Claude, LibreChat or Open WebUI."), CommandOptions.Json());
        var command = new Command(
            "import",
            "Store the conversations of a file for a user. Conversations that are there already stay. The server may run meanwhile, except with LiteDB.")
        {
            user, from, json
        };
        command.SetAction((parsed, ct) => RunAsync(
            server, settings, parsed.GetValue(user)!, Path.GetFullPath(parsed.GetValue(from)!), parsed.GetValue(json), ct));
        return command;
    }

    private static Task<int> RunAsync(
        ServerParts server, string[] settings, string email, string path, bool json, CancellationToken ct) =>
        CommandRun.RunAsync("import", async _ =>
        {
            await using var stream = Account.Open(path, FileMode.Open);
            await using var services = server.Services(settings, builder => builder.Services.JoinStorage());
            var user = await Account.FindAsync(services.GetRequiredService<IStore>(), email, ct);
            var file = await services.GetRequiredService<ImportFiles>().OpenAsync(stream, user.Id, ct)
                ?? throw new CannotStartException($"'{path}' is no export that this program knows.");
            var room = await services.GetRequiredService<ConversationLimit>().TakeRoomAsync(user.Id, ct);
            var counts = new Dictionary<string, int>();
            var others = new List<ImportResult>();
            await ProgressRunner.ShowAsync("Importing", stream.Length, json, async tell =>
            {
                var told = 0L;
                try
                {
                    await foreach (var result in services.GetRequiredService<Importer>().RunAsync(user.Id, file, room, ct))
                    {
                        Add(result);
                        tell((int)(stream.Position - told));
                        told = stream.Position;
                    }
                }
                catch (InsufficientStorageException e) when (counts.Count > 0)
                {
                    Add(ImportResult.Rest(e));
                }
            });

            void Add(ImportResult result)
            {
                counts[result.Result] = counts.GetValueOrDefault(result.Result) + 1;
                if (result.Detail is not null) others.Add(result);
            }

            Print(counts, others, json);
            return counts.ContainsKey(ImportResults.Invalid) ? ExitCode.Failed : ExitCode.Ok;
        });

    private static void Print(Dictionary<string, int> counts, List<ImportResult> others, bool json)
    {
        var (imported, unchanged) = (counts.GetValueOrDefault(ImportResults.Imported), counts.GetValueOrDefault(ImportResults.Unchanged));
        var (conflict, invalid) = (counts.GetValueOrDefault(ImportResults.Conflict), counts.GetValueOrDefault(ImportResults.Invalid));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { imported, unchanged, conflict, invalid, others }, Json.Options));
            return;
        }

        foreach (var other in others) Console.WriteLine($"{other.Id?.ToString() ?? "-"} {other.Result}: {other.Detail}");
        Console.WriteLine(FormattableString.Invariant(
            $"{imported} imported, {unchanged} unchanged, {conflict} in conflict with what is stored, {invalid} invalid."));
    }
}
