namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Computes the number of a message in SQLite's index of words, in statements. The numbers grow with the creation time, so the index itself
/// has its rows in the order of the results. Each millisecond has 2^21 numbers, and its messages have them in the order of their arrival.
/// </summary>
internal static class SearchNumber
{
    private const string Numbers = "2097152";

    /// <summary>The last millisecond that has numbers of its own, in the year 2109. Later ones share them.</summary>
    private const string LastMillisecond = "4398046511103";

    /// <summary>The next free number of a message that was created at <c>@created</c>.</summary>
    public static readonly string Next =
        $"(SELECT COALESCE(max(other.indexed) + 1, {First("@created")}) FROM messages other "
        + $"WHERE other.indexed BETWEEN {First("@created")} AND {Last("@created")})";

    /// <summary>Returns the first number of the millisecond of a time.</summary>
    public static string First(string time) => $"min(max({time} / 1000, 0), {LastMillisecond}) * {Numbers}";

    /// <summary>Returns the last number of the millisecond of a time.</summary>
    public static string Last(string time) => $"({First(time)} + {Numbers} - 1)";
}
