using System.CommandLine;
using System.Security.Cryptography;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli.AuditLog;

/// <summary>The command <c>samosachaat audit</c>: reads and verifies the audit log of a store, for its operator.</summary>
internal static class AuditCommand
{
    private const int Most = 100_000;

    public static Command Create(ServerParts server, string[] settings)
    {
        var log = new AuditReading(server, settings);
        return new Command("audit", "Read the audit log of the configured store. The server may run meanwhile, except with LiteDB.")
        {
            List(log),
            Verify(log),
        };
    }

    private static Command List(AuditReading log)
    {
        var limit = new Option<int>("--limit")
        {
            Description = "The number of entries.",
            HelpName = "number",
            DefaultValueFactory = _ => 50,
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > Most) result.AddError($"--limit must be a number from 1 to {Most}.");
        });
        var kind = CommandOptions.Text(
            "--kind", "Entries of this kind only.", "kind", AuditKinds.All.Contains, $"must be one of {AuditKinds.List}.");
        var user = new Option<Guid?>("--user") { Description = "Entries of and about the user with this id only.", HelpName = "id" };
        var json = CommandOptions.Json();
        var command = new Command("list", "List entries, the newest first.") { limit, kind, user, json };
        command.SetAction((parsed, ct) => CommandRun.RunAsync("list the audit log", _ => log.ListAsync(
            parsed.GetValue(limit), parsed.GetValue(kind), parsed.GetValue(user), parsed.GetValue(json), ct)));
        return command;
    }

    private static Command Verify(AuditReading log)
    {
        var head = CommandOptions.Text(
            "--head",
            "The hash that an earlier verification printed. The log must still have it.",
            "hash",
            text => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit),
            "must be a hash of 64 hexadecimal digits.");
        var json = CommandOptions.Json();
        var command = new Command("verify", "Check the chain of hashes, and print the newest one.") { head, json };
        command.SetAction((parsed, ct) => CommandRun.RunAsync(
            "verify the audit log", _ => log.VerifyAsync(parsed.GetValue(head), parsed.GetValue(json), ct)));
        return command;
    }
}
