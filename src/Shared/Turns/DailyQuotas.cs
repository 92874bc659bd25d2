using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Tells the quotas of today. All nodes agree on the day.</summary>
internal sealed class DailyQuotas(IOptions<LimitsOptions> options, SharedClock clock)
{
    public long Day => Usage.DayOf(clock.Now());

    /// <summary>The quotas of the settings. Null if limits are off: then a user's own quotas do not count either.</summary>
    public Quotas? Today => options.Value.Enabled
        ? new(Day, options.Value.TurnsPerDay, options.Value.TokensPerDay, UpstreamLimits.DefaultAnswerTokens)
        : null;
}
