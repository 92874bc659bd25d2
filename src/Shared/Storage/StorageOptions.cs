using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Storage;

/// <summary>Holds the settings of section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";
    public const string Sqlite = "sqlite";
    public const string LiteDb = "litedb";

    /// <summary><c>sqlite</c> or <c>litedb</c>. The choice changes nothing else.</summary>
    [AllowedValues(Sqlite, LiteDb, ErrorMessage = "Storage:Engine must be 'sqlite' or 'litedb'.")]
    public string Engine { get; set; } = Sqlite;

    /// <summary>The data folder, relative to the working directory. The server creates a missing folder, for its owner only.</summary>
    [Required(ErrorMessage = "Storage:Path must name the data folder.")]
    public string Path { get; set; } = "data";

    /// <summary>The store's file in the data folder.</summary>
    internal string FileName => Engine == LiteDb ? "samosachaat.litedb" : "samosachaat.db";
}
