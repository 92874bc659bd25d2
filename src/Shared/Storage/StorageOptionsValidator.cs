using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Storage;

/// <summary>Checks that <c>postgres</c> has exactly one valid connection string.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        if (options.Engine != StorageOptions.Postgres) return ValidateOptionsResult.Success;
        if (options.ConnectionString is null == options.ConnectionStringFile is null)
        {
            return ValidateOptionsResult.Fail(
                "Storage:Engine 'postgres' needs either Storage:ConnectionString or Storage:ConnectionStringFile, such as "
                + "'Host=localhost;Database=samosachaat;Username=samosachaat;Password=…'.");
        }

        var text = options.ConnectionString;
        if (text is null
            && !SettingFile.TryRead("Storage:ConnectionStringFile", options.ConnectionStringFile!, out text, out var unreadable))
        {
            return ValidateOptionsResult.Fail(unreadable);
        }

        return PostgresConnections.FaultOf(text) is { } fault
            ? ValidateOptionsResult.Fail($"{NameOf(options)} is invalid. {fault}")
            : ValidateOptionsResult.Success;
    }

    /// <summary>Returns the name of the setting that the connection string comes from.</summary>
    public static string NameOf(StorageOptions options) =>
        options.ConnectionString is null ? "Storage:ConnectionStringFile" : "Storage:ConnectionString";

    /// <summary>Returns the connection string of valid settings.</summary>
    public static string Read(StorageOptions options) =>
        options.ConnectionString ?? SettingFile.Read(options.ConnectionStringFile!);
}
