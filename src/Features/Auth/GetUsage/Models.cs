using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.GetUsage;

/// <summary>What the signed-in user has used today, in UTC.</summary>
/// <param name="Turns">The turns that started today. Each attempt counts.</param>
/// <param name="Tokens">The tokens of the prompts and the answers of turns that ended today.</param>
/// <param name="TurnsPerDay">The quota of turns. Null if there is none.</param>
/// <param name="TokensPerDay">The quota of tokens. Null if there is none.</param>
/// <param name="ResetsAt">The time at which the next day begins.</param>
internal sealed record Response(long Turns, long Tokens, long? TurnsPerDay, long? TokensPerDay, DateTime ResetsAt) : IExample
{
    public static object Example => new Response(12, 34_567, 100, null, Usage.EndOf(Usage.DayOf(Sample.Time)));
}
