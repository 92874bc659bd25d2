namespace SamosaChaat.Shared.Domain;

/// <summary>What a user has used on one day, and the quotas that an administrator has set for the user.</summary>
/// <param name="Day">The last day on which the user used anything, in days since 1970-01-01 UTC.</param>
/// <param name="Turns">The attempts at turns that started on that day.</param>
/// <param name="Tokens">The tokens of the prompts and the answers of attempts that ended on that day.</param>
/// <param name="TurnsPerDay">Null if the settings decide.</param>
/// <param name="TokensPerDay">Null if the settings decide.</param>
internal sealed record Usage(Guid UserId, long Day, long Turns, long Tokens, long? TurnsPerDay, long? TokensPerDay)
{
    public static long DayOf(DateTime time) => (long)(time - DateTime.UnixEpoch).TotalDays;

    /// <summary>Returns the time at which a day ends.</summary>
    public static DateTime EndOf(long day) => DateTime.UnixEpoch.AddDays(day + 1);

    /// <summary>Returns the usage of a day. A later day begins with nothing. An earlier one cannot be told from the last.</summary>
    public Usage On(long day) => day > Day ? this with { Day = day, Turns = 0, Tokens = 0 } : this;
}
