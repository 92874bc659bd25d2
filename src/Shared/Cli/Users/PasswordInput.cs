using SamosaChaat.Shared.Diagnostics;
using Spectre.Console;

namespace SamosaChaat.Shared.Cli.Users;

/// <summary>
/// Reads a new password: twice from the terminal without an echo, or the first line of standard input. Never from an argument, which all
/// users of the machine can read.
/// </summary>
internal static class PasswordInput
{
    /// <exception cref="CannotStartException">Nothing was given, or the two passwords differ.</exception>
    public static string Read(string email)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() is { Length: > 0 } line
                ? line
                : throw new CannotStartException("Standard input has no password. Its first line must be the password.");
        }

        var password = Ask($"Password of {email}:");
        return Ask("The same again:") == password ? password : throw new CannotStartException("The two passwords differ.");
    }

    private static string Ask(string question) =>
        AnsiConsole.Prompt(new TextPrompt<string>(Markup.Escape(question)).Secret(mask: null));
}
