using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Copy;

/// <summary>
/// Copies the key that signs access tokens from one data folder to another. A postgres store has no folder of its own: its servers keep
/// the key in <c>Storage:Path</c>.
/// </summary>
internal sealed class KeyCopy(CopySide from, CopySide to)
{
    private bool IsCopied => from.Root is { } source && to.Root is { } target && source != target && File.Exists(Of(source));

    /// <summary>Says what becomes of the key, and what the operator has to do.</summary>
    public string Advice => (from.Root, to.Root) switch
    {
        ({ } source, { } target) when source == target => "Both stores use the same signing key.",
        ({ } source, { }) => IsCopied ? "The signing key was copied." : $"{source} has no signing key, so none was copied.",
        ({ } source, null) =>
            $"Copy {Of(source)} to the folder Storage:Path of each server that will use {to.Name}. Otherwise all users must sign in again.",
        (null, { } target) =>
            $"Copy {DataFolder.SigningKey} from the folder Storage:Path of a server of {from.Name} to {target}. "
            + "Otherwise all users must sign in again.",
        _ => $"Keep {DataFolder.SigningKey} in the folder Storage:Path of each server. Otherwise all users must sign in again.",
    };

    /// <exception cref="CannotStartException">The target has another key. To replace it could sign out other users.</exception>
    public void Check()
    {
        if (!IsCopied || !File.Exists(Of(to.Root!)) || File.ReadAllText(Of(to.Root!)) == File.ReadAllText(Of(from.Root!))) return;
        throw new CannotStartException(
            $"'{Of(to.Root!)}' is another signing key than the source's. Nothing was changed. Remove it if no server needs it.");
    }

    /// <summary>Copies the key if there is one to copy. A crash never leaves half a key.</summary>
    /// <param name="target">The open folder of the target. Null for an engine without one.</param>
    public void Run(DataFolder? target)
    {
        if (IsCopied) target!.Replace(DataFolder.SigningKey, $"{DataFolder.SigningKey}.new", File.ReadAllBytes(Of(from.Root!)));
    }

    private static string Of(string root) => Path.Combine(root, DataFolder.SigningKey);
}
