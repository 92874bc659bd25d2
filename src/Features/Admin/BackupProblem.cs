using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Admin;

/// <summary>Says why backups could not be made or listed.</summary>
internal static class BackupProblem
{
    public static Problem Of(BackupFailedException failure) => Problem.Of(
        failure.IsFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status500InternalServerError, failure.Message);
}
