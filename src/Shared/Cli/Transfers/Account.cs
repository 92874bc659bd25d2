using System.CommandLine;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Transfers;

/// <summary>Finds whose data a command exports or imports, and opens the file.</summary>
internal static class Account
{
    public static Option<string> Option() => new("--user") { Description = "The email of an existing account.", HelpName = "email", Required = true };

    public static Option<string> File(string name, string description) =>
        new(name) { Description = description, HelpName = "file", Required = true };

    /// <exception cref="CannotStartException">There is no such account.</exception>
    public static async Task<User> FindAsync(IStore store, string email, CancellationToken ct) =>
        await store.ReadAsync(new FindAccount(email), ct)
            ?? throw new CannotStartException($"This store has no account with the email '{email}'.");

    /// <exception cref="CannotStartException">This user may not open the file.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = mode == FileMode.Open ? FileAccess.Read : FileAccess.Write };
        // An export has everything that somebody wrote.
        if (mode != FileMode.Open && !OperatingSystem.IsWindows()) options.UnixCreateMode = PrivateFiles.OwnerOnly;
        try
        {
            return new FileStream(path, options);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CannotStartException(e.Message, e);
        }
    }
}
