using System.CommandLine;
using System.Text.Json;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat copy</c>: copies a store to another engine, another folder or another server.</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        var (from, to) = (Side("--from", "The store to copy"), Side("--to", "The empty store to copy to"));
        var compare = new Option<bool>("--compare") { Description = "Only compare both stores, after a copy. Change nothing." };
        var json = CommandOptions.Json();
        var command = new Command(
            "copy",
            "Copy all data to an empty store on any engine, and compare each row. No server may use either store meanwhile. An interrupted "
                + "copy starts again when the command runs again.")
        {
            from, to, compare, json
        };
        command.SetAction((parsed, ct) => RunAsync(
            CopySide.TryParse(parsed.GetValue(from)!)!,
            CopySide.TryParse(parsed.GetValue(to)!)!,
            parsed.GetValue(compare),
            parsed.GetValue(json),
            ct));
        return command;
    }

    private static Task<int> RunAsync(CopySide from, CopySide to, bool compareOnly, bool json, CancellationToken ct) =>
        CommandRun.RunAsync(compareOnly ? "compare the stores" : "copy the store", async _ =>
        {
            from.Validate();
            to.Validate();
            if (from.IsSameAs(to)) throw new CannotStartException($"The source and the target are the same store, {from.Name}.");
            using var source = OpenSide.Existing(from);
            var key = new KeyCopy(from, to);
            if (!compareOnly) key.Check();
            using var target = compareOnly ? OpenSide.Existing(to, source) : OpenSide.Open(to, source);
            var copy = new StoreCopy(source.Store, target.Store);
            var again = !compareOnly && await copy.BeginAsync(ct) == CopyStart.BeganAgain;
            if (again && !json) Console.WriteLine("The target had a part of an interrupted copy. It is removed. The copy starts again.");

            var rows = await copy.CountAsync(ct);
            if (!compareOnly) await ProgressRunner.ShowAsync("Copying", rows, json, tell => copy.CopyAsync(tell, ct));
            List<TableComparison> compared = [];
            await ProgressRunner.ShowAsync("Comparing", rows, json, async tell => compared = await copy.CompareAsync(tell, ct));
            var difference = compared[^1].Difference;
            if (!compareOnly && difference is null)
            {
                key.Run(target.Folder);
                await copy.EndAsync(ct);
            }

            Print(from, to, compared, compareOnly ? null : key.Advice, json);
            return difference is null ? ExitCode.Ok : ExitCode.Failed;
        });

    private static void Print(CopySide from, CopySide to, List<TableComparison> compared, string? advice, bool json)
    {
        var difference = compared[^1].Difference;
        if (json)
        {
            var tables = compared.ToDictionary(table => table.Table, table => table.Rows);
            var result = new { from = from.Name, to = to.Name, equal = difference is null, tables, difference, signingKey = advice };
            Console.WriteLine(JsonSerializer.Serialize(result, Json.Options));
            return;
        }

        foreach (var table in compared) Console.WriteLine(FormattableString.Invariant($"{table.Table}: {table.Rows} equal"));
        if (difference is not null)
        {
            Console.Error.WriteLine($"samosachaat found a difference: {difference}. Do not use {to.Name}.");
            return;
        }

        Console.WriteLine($"{to.Name} has the same rows as {from.Name}.");
        if (advice is not null) Console.WriteLine(advice);
    }

    private static Option<string?> Side(string name, string what)
    {
        var side = CommandOptions.Text(
            name,
            $"{what}: sqlite:FOLDER, litedb:FOLDER, postgres:CONNECTIONSTRING, or postgres:@FILE for a file with the connection string.",
            "store",
            text => CopySide.TryParse(text) is not null,
            "must be sqlite:FOLDER, litedb:FOLDER, postgres:CONNECTIONSTRING or postgres:@FILE.");
        side.Required = true;
        return side;
    }
}
