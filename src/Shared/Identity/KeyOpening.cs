using System.Data.Common;
using System.Security.Cryptography;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Finds the signing keys: in the data folder, or in the database if several nodes share it and have a secret. Moves a key from the folder
/// into the database, so that its tokens stay valid.
/// </summary>
internal sealed partial class KeyOpening(Store store, DataFolder folder, ClusterSecret secret, ILogger<KeyOpening> logger)
{
    /// <exception cref="CannotStartException">The keys cannot be read.</exception>
    public SigningKeys Open() => store.Engine.Name == StorageOptions.Postgres ? OpenShared() : InFolder(folder);

    /// <summary>Opens the keys of a folder. A command may add one while a server uses it.</summary>
    public static SigningKeys InFolder(DataFolder folder) => new(KeyFile.ReadAll(folder), () => ReadAgain(folder));

    /// <summary>Lets a new key sign, in the database if the nodes share their keys there, or else in the folder.</summary>
    /// <returns>The new key.</returns>
    /// <exception cref="CannotStartException">There is no key to replace, or the keys cannot be read.</exception>
    public SigningKey Rotate() => store.Engine.Name == StorageOptions.Postgres ? RotateShared() : KeyFile.Rotate(folder);

    // A damaged file must not make a running server forget the keys that it has.
    private static List<SigningKey> ReadAgain(DataFolder folder)
    {
        try
        {
            return KeyFile.ReadAll(folder);
        }
        catch (CannotStartException)
        {
            return [];
        }
    }

    // Methods of their own, because .NET may load all that a method names. A server on SQLite must not load Npgsql.
    private SigningKeys OpenShared() => InTableOr(OpenTable, () => InFolder(folder));

    private SigningKey RotateShared() => InTableOr(table => table.Rotate(), () => KeyFile.Rotate(folder));

    private T InTableOr<T>(Func<KeyTable, T> inTable, Func<T> inFolder)
    {
        var connections = ((PostgresEngine)store.Engine).Connections;
        try
        {
            if (secret.IsSet) return inTable(new KeyTable(connections, new KeySeal(secret.Derive("signing keys"))));
            if (!KeyTable.HasKeys(connections)) return inFolder();
        }
        catch (CryptographicException e)
        {
            throw new CannotStartException(
                "The cluster's secret does not open the signing keys in the database. Set Cluster:Secret to that of the other servers.", e);
        }
        catch (DbException e)
        {
            throw new CannotStartException($"The signing keys cannot be read from the database. {e.Message}", e);
        }

        throw new CannotStartException(
            "The signing keys are in the database. Set Cluster:Secret to the secret with which they were sealed.");
    }

    private SigningKeys OpenTable(KeyTable table)
    {
        var given = KeyFile.Find(folder);
        var keys = table.ReadWith(given);
        if (given is not null)
        {
            KeyFile.Remove(folder);
            LogMoved(logger, given.Id);
        }

        return new(keys, () => Read(table));
    }

    private static List<SigningKey> Read(KeyTable table)
    {
        try
        {
            return table.Read();
        }
        catch (Exception e) when (e.IsOutage())
        {
            throw new StoreUnavailableException(e);
        }
    }

    [LoggerMessage(EventIds.KeyMoved, LogLevel.Information, "Moved the signing key {key_id} from the data folder into the database")]
    private static partial void LogMoved(ILogger logger, string key_id);
}
