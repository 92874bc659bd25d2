using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Copy;

/// <summary>Holds the open store of one side. No server can use its data folder meanwhile.</summary>
internal sealed class OpenSide : IDisposable
{
    private readonly DataFolder? claimed;

    private OpenSide(CopySide side, DataFolder? claimed, DataFolder? folder)
    {
        this.claimed = claimed;
        try
        {
            (Folder, Store) = (folder, new Store(StorageRegistration.Open(side.Options, folder, ChatSchema.Migrations)));
        }
        catch
        {
            claimed?.Dispose();
            throw;
        }
    }

    /// <summary>The data folder. Null for an engine without one.</summary>
    public DataFolder? Folder { get; }

    public Store Store { get; }

    /// <summary>Opens a store that exists.</summary>
    /// <param name="other">The side that is open already, or null. It may be in the same folder, on another engine.</param>
    /// <exception cref="CannotStartException">There is no store, a server uses it, or it cannot be used.</exception>
    public static OpenSide Existing(CopySide side, OpenSide? other = null)
    {
        if (side.Options.IsFile) StorageRegistration.RequireFile(side.Options);
        return Open(side, other);
    }

    /// <summary>Opens a store, or creates it where there is none.</summary>
    /// <inheritdoc cref="Existing"/>
    public static OpenSide Open(CopySide side, OpenSide? other = null)
    {
        if (side.Root is not { } root) return new(side, claimed: null, folder: null);
        if (other?.Folder?.Root == root) return new(side, claimed: null, other.Folder);
        var folder = new DataFolder(Options.Create(side.Options));
        return new(side, folder, folder);
    }

    public void Dispose()
    {
        Store.Dispose();
        claimed?.Dispose();
    }
}
