using Microsoft.Extensions.Options;
using Npgsql;

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

        try
        {
            // The messages of Npgsql name the keyword and never the values of others.
            var settings = new NpgsqlConnectionStringBuilder(Read(options));
            return string.IsNullOrWhiteSpace(settings.Host)
                ? ValidateOptionsResult.Fail($"{NameOf(options)} names no Host.")
                : ValidateOptionsResult.Success;
        }
        catch (ArgumentException e)
        {
            return ValidateOptionsResult.Fail($"{NameOf(options)} is invalid. {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Storage:ConnectionStringFile '{options.ConnectionStringFile}' cannot be read. {e.Message}");
        }
    }

    /// <summary>Returns the name of the setting that the connection string comes from.</summary>
    public static string NameOf(StorageOptions options) =>
        options.ConnectionString is null ? "Storage:ConnectionStringFile" : "Storage:ConnectionString";

    /// <summary>Returns the connection string of valid settings.</summary>
    public static string Read(StorageOptions options) =>
        options.ConnectionString ?? File.ReadAllText(options.ConnectionStringFile!).Trim();
}
