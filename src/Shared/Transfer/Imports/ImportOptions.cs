using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Transfer.Imports;

/// <summary>Holds the settings of section <c>Import</c>.</summary>
internal sealed class ImportOptions
{
    public const string Section = "Import";

    /// <summary>The maximum size of an import in bytes.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "Import:MaxBytes must be at least 1.")]
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>The maximum size of one conversation in bytes, as it is in the file. It bounds the memory of an import.</summary>
    [Range(1 << 16, 1 << 30, ErrorMessage = "Import:MaxConversationBytes must be from 65536 to 1073741824.")]
    public int MaxConversationBytes { get; set; } = 1 << 25;

    /// <summary>The imports that run at once. One more is answered with 503.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Import:AtOnce must be at least 1.")]
    public int AtOnce { get; set; } = 4;
}
