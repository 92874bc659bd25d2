using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Storage;

/// <summary>Holds the settings of section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";
    public const string Sqlite = "sqlite";
    public const string LiteDb = "litedb";
    public const string Postgres = "postgres";

    /// <summary><c>sqlite</c>, <c>litedb</c> or <c>postgres</c>. The choice changes nothing else for clients.</summary>
    [AllowedValues(Sqlite, LiteDb, Postgres, ErrorMessage = "Storage:Engine must be 'sqlite', 'litedb' or 'postgres'.")]
    public string Engine { get; set; } = Sqlite;

    /// <summary>The data folder, relative to the working directory. The server creates a missing folder, for its owner only.</summary>
    [Required(ErrorMessage = "Storage:Path must name the data folder.")]
    public string Path { get; set; } = "data";

    /// <summary>
    /// The bytes that the data folder keeps free, so that deleting and signing in work while the disk is full. LiteDB needs more than its
    /// log, which has 8 MiB. 0 keeps nothing free.
    /// </summary>
    [Range(0, 1 << 30, ErrorMessage = "Storage:Reserve must be a number of bytes from 0 to 1073741824.")]
    public long Reserve { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// The server, the database and the account of <c>postgres</c>, as Npgsql reads them
    /// (https://www.npgsql.org/doc/connection-string-parameters.html).
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file that contains the connection string, for secrets that are mounted as files.</summary>
    public string? ConnectionStringFile { get; set; }

    /// <summary>True if the store is a file in the data folder. Otherwise it is on another server.</summary>
    internal bool IsFile => Engine != Postgres;

    /// <summary>The store's file in the data folder, for an engine that has one.</summary>
    internal string FileName => Engine == LiteDb ? "samosachaat.litedb" : "samosachaat.db";
}
