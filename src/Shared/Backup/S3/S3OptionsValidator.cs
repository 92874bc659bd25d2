using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Stops the start and names the setting if a setting of the bucket is invalid.</summary>
internal sealed class S3OptionsValidator : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options) =>
        options.S3.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
