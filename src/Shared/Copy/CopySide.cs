using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Copy;

/// <summary>
/// Names the store on one side of a copy: <c>sqlite:FOLDER</c>, <c>litedb:FOLDER</c>, or <c>postgres:CONNECTIONSTRING</c>.
/// </summary>
internal sealed class CopySide
{
    /// <summary>Precedes the name of a file that has the connection string.</summary>
    private const char File = '@';

    private CopySide(StorageOptions options) => Options = options;

    public StorageOptions Options { get; }

    /// <summary>The data folder. Null for an engine without one.</summary>
    public string? Root => Options.IsFile ? Options.Path : null;

    /// <summary>The side for messages, without any secret.</summary>
    public string Name => $"{Options.Engine}:{Root ?? PostgresConnections.NameOf(StorageOptionsValidator.Read(Options))}";

    /// <summary>Returns null if the text names no engine, or nothing behind it.</summary>
    public static CopySide? TryParse(string text)
    {
        if (text.Split(':', 2) is not [var engine, { Length: > 0 } place]) return null;
        return engine switch
        {
            StorageOptions.Sqlite or StorageOptions.LiteDb => new(
                new() { Engine = engine, Path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)) }),
            StorageOptions.Postgres when place[0] == File => new(new() { Engine = engine, ConnectionStringFile = place[1..] }),
            StorageOptions.Postgres => new(new() { Engine = engine, ConnectionString = place }),
            _ => null,
        };
    }

    /// <summary>True if both sides name one store in the same way.</summary>
    public bool IsSameAs(CopySide other) => Options.Engine == other.Options.Engine
        && (Root is not null
            ? Root == other.Root
            : StorageOptionsValidator.Read(Options) == StorageOptionsValidator.Read(other.Options));

    /// <exception cref="CannotStartException">The connection string is missing or invalid.</exception>
    public void Validate()
    {
        var result = new StorageOptionsValidator().Validate(name: null, Options);
        if (result.Failed) throw new CannotStartException(result.FailureMessage);
    }
}
