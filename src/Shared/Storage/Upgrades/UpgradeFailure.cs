using System.Globalization;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage.Upgrades;

/// <summary>Says that an upgrade failed, and that the program of before still works with the data.</summary>
internal static class UpgradeFailure
{
    /// <param name="reason">A sentence.</param>
    public static CannotStartException Of(int from, int to, string reason, Exception? cause = null) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The upgrade of the store from version {from} to {to} failed. {reason} The store is as it was, ")
            + "and the program that used it before can be started again.",
        cause);

    /// <summary>Runs all that changes data, and explains why it fails.</summary>
    /// <param name="isFull">Tells whether the failure comes from a full disk.</param>
    /// <exception cref="CannotStartException">It failed. The caller has made all of it undone.</exception>
    public static T Explain<T>(int from, int to, Func<T> upgrade, Func<Exception, bool> isFull)
    {
        try
        {
            return upgrade();
        }
        catch (Exception e) when (e is not (CannotStartException or ForeignStoreException))
        {
            // The exception can have any type, because LiteDB can meet a damaged page anywhere.
            throw Of(from, to, isFull(e) ? "The disk is full." : e.Message, e);
        }
    }
}
