using System.CommandLine;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli.Users;

/// <summary>The command <c>samosachaat user</c>: manages the accounts of a store, for an operator who has the data folder.</summary>
internal static class UserCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var store = new UserStore(server, settings);
        return new Command(
            "user", "Manage the accounts of the configured store. The server may run meanwhile, except with LiteDB.")
        {
            Add(store),
            List(store),
            Change(store, "disable", "End the account's sessions and refuse new ones.", static (users, email, ct) =>
                users.ChangeAsync(email, role: null, disabled: true, ct)),
            Change(store, "enable", "Let the user of a disabled account sign in again.", static (users, email, ct) =>
                users.ChangeAsync(email, role: null, disabled: false, ct)),
            Change(store, "reset-password", "Set a new password and end the account's sessions.", static (users, email, ct) =>
                users.SetPasswordAsync(email, ct)),
            Role(store),
            Quota(store),
        };
    }

    private static Command Add(UserStore store)
    {
        var email = Email();
        var name = new Option<string?>("--name") { Description = "The display name.", HelpName = "text" };
        var role = new Option<string>("--role") { Description = "user or admin.", DefaultValueFactory = _ => UserRoles.User };
        role.AcceptOnlyFromAmong(UserRoles.User, UserRoles.Admin);
        var command = new Command("add", "Add an account. Asks for its password, or reads it from standard input.") { email, name, role };
        command.SetAction((parsed, ct) => CommandRun.RunAsync(
            "add the account",
            _ => store.AddAsync(parsed.GetRequiredValue(email), parsed.GetValue(name), parsed.GetRequiredValue(role), ct)));
        return command;
    }

    private static Command List(UserStore store)
    {
        var json = CommandOptions.Json();
        var command = new Command("list", "List all accounts, the oldest first.") { json };
        command.SetAction((parsed, ct) => CommandRun.RunAsync("list the accounts", _ => store.ListAsync(parsed.GetValue(json), ct)));
        return command;
    }

    private static Command Role(UserStore store)
    {
        var email = Email();
        var role = new Argument<string>("role") { Description = "user or admin." };
        role.AcceptOnlyFromAmong(UserRoles.User, UserRoles.Admin);
        var command = new Command("role", "Change the account's role.") { email, role };
        command.SetAction((parsed, ct) => CommandRun.RunAsync("change the account", _ => store.ChangeAsync(
            parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), disabled: null, ct)));
        return command;
    }

    private static Command Quota(UserStore store)
    {
        var email = Email();
        var turns = Count("--turns", "The turns that the user may start in a day. Without it, the settings decide.");
        var tokens = Count("--tokens", "The tokens that the user may use in a day. Without it, the settings decide.");
        var command = new Command("quota", "Set the account's own quotas, both at once.") { email, turns, tokens };
        command.SetAction((parsed, ct) => CommandRun.RunAsync("set the quotas", _ => store.SetQuotaAsync(
            parsed.GetRequiredValue(email), parsed.GetValue(turns), parsed.GetValue(tokens), ct)));
        return command;
    }

    private static Option<long?> Count(string name, string description)
    {
        var option = new Option<long?>(name) { Description = description, HelpName = "number" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 0) result.AddError($"{name} must not be negative.");
        });
        return option;
    }

    private static Command Change(
        UserStore store, string name, string description, Func<UserStore, string, CancellationToken, Task<int>> run)
    {
        var email = Email();
        var command = new Command(name, description) { email };
        command.SetAction((parsed, ct) => CommandRun.RunAsync(
            "change the account", _ => run(store, parsed.GetRequiredValue(email), ct)));
        return command;
    }

    private static Argument<string> Email() => new("email") { Description = "The email of the account." };
}
