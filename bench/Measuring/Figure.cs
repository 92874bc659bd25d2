using System.Globalization;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Measuring;

/// <summary>What is asked of a figure.</summary>
/// <param name="ToReach">What misses this is a fault.</param>
/// <param name="Aim">What we mean to have.</param>
/// <param name="Least">Whether more is better: then both are the least that will do, else the most.</param>
internal sealed record Bound(double ToReach, double Aim, bool Least)
{
    public static Bound AtLeast(double toReach, double aim) => new(toReach, aim, true);

    public static Bound AtMost(double toReach, double aim) => new(toReach, aim, false);

    /// <summary>Asked of SQLite. What LiteDB gives is told as it is.</summary>
    public Bound? For(string engine) => engine == StorageOptions.Sqlite ? this : null;

    public bool IsReachedBy(double value) => Least ? value >= ToReach : value <= ToReach;
}

/// <summary>One line of the table: what two sides gave in the same run.</summary>
/// <param name="What">What was measured, with its unit.</param>
/// <param name="Ours">As it is to be read: median (least..greatest).</param>
/// <param name="Theirs">The same of the side that it is held against; empty where there is none.</param>
/// <param name="Value">What the bound is about: mostly the median of the rounds' ratios.</param>
/// <param name="Spread">Between what the rounds lay; empty where it was measured once.</param>
/// <param name="Bound">Null where it is only told.</param>
internal sealed record Figure(string What, string Ours, string Theirs, double Value, string Spread, Bound? Bound)
{
    /// <summary>A figure that is a ratio of the rounds of two sides.</summary>
    public static Figure Of(string what, Samples ours, Samples theirs, string format, Bound? bound)
    {
        var ratio = ours.Over(theirs);
        var spread = string.Create(CultureInfo.InvariantCulture, $"{ratio.Least:F2}..{ratio.Greatest:F2}");
        return new(what, ours.ToString(format), theirs.ToString(format), ratio.Median, spread, bound);
    }

    /// <summary>A figure that is held against nothing but its bound.</summary>
    public static Figure Of(string what, Samples ours, string format, Bound? bound) => new(
        what, ours.ToString(format), "", ours.Median, string.Create(CultureInfo.InvariantCulture, $"{ours.Least:F2}..{ours.Greatest:F2}"), bound);

    /// <summary>A figure that is by how much one side's rounds are above the other's.</summary>
    public static Figure Difference(string what, Samples ours, Samples theirs, string format, Bound? bound)
    {
        var more = ours.Minus(theirs);
        var spread = string.Create(CultureInfo.InvariantCulture, $"{more.Least:+0.00;-0.00;0.00}..{more.Greatest:+0.00;-0.00;0.00}");
        return new(what, ours.ToString(format), theirs.ToString(format), more.Median, spread, bound) { IsDifference = true };
    }

    /// <summary>A figure that was counted, and is held against nothing but its bound.</summary>
    public static Figure Counted(string what, long count, Bound? bound) => new(what, count.ToString("N0", CultureInfo.InvariantCulture), "", count, "", bound);

    /// <summary>Whether the value is a ratio of two sides, or has the unit of the figure itself.</summary>
    public bool IsDifference { get; private init; }

    /// <summary>The same where its value is not to be held against anything; what must not happen at all must not happen there either.</summary>
    public Figure Told() => Bound is { ToReach: 0 } ? this : this with { Bound = null };

    public bool IsReached => Bound?.IsReachedBy(Value) ?? true;
}
