using System.Text.Json.Serialization;
using SamosaChaat.Shared.Backup.S3;

namespace SamosaChaat.Shared.Backup;

/// <summary>Says what a backup has. It is an entry of the backup itself.</summary>
/// <param name="Version">The version of this format.</param>
/// <param name="Engine">The engine of the store, as the settings name it.</param>
/// <param name="StoreId">The id of the store.</param>
/// <param name="Schema">The version of the store's schema.</param>
/// <param name="CreatedAt">The time at which the backup began. All that was acknowledged before is in it.</param>
/// <param name="Rows">The number of rows of all tables.</param>
/// <param name="Files">The files, with their SHA-256 in hexadecimal.</param>
internal sealed record BackupManifest(
    int Version,
    string Engine,
    Guid StoreId,
    int Schema,
    DateTime CreatedAt,
    long Rows,
    IReadOnlyDictionary<string, string> Files)
{
    public const int NewestVersion = 1;
}

/// <summary>Reads and writes a manifest, and what a bucket needs besides, with generated code.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BucketEntry))]
[JsonSerializable(typeof(UploadNoteText))]
internal sealed partial class BackupJson : JsonSerializerContext;
