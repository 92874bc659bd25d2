using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SamosaChaat.Shared.Inference.Demo;

namespace SamosaChaat.Shared.Demo;

/// <summary>
/// Draws random faults at the configured rates. With the same seed, the nth eligible request gets the same fault in every run.
/// </summary>
internal sealed class FaultRates
{
    public const string Rule =
        "must be a list such as drop=0.1,stall=0.05,error=0.05,503=0.02. Each rate is from 0 to 1, and their sum is at most 1.";

    /// <summary>The last event or token for a random fault. Answers of average length are longer.</summary>
    private const int LatestAt = 40;

    private readonly List<(FaultKind Kind, int Status, double Rate)> rates = [];

    public bool IsNone => rates.Count == 0;

    /// <summary>Parses the rates. Returns null if the text breaks the rule. An empty text means no faults.</summary>
    public static FaultRates? Parse(string text)
    {
        var all = new FaultRates();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [var name, var rate]) return null;
            if (!double.TryParse(rate, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1)
            {
                return null;
            }

            if (Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind) && char.IsLetter(name[0]) && kind != FaultKind.Status)
            {
                all.rates.Add((kind, 0, value));
            }
            else if (Fault.Parse($"status={name}") is { } fault) all.rates.Add((FaultKind.Status, fault.Status, value));
            else return null;
        }

        // The tolerance allows for rounding in sums such as 0.1 + 0.2.
        return all.rates.Sum(rate => rate.Rate) <= 1.001 ? all : null;
    }

    /// <summary>Returns the fault of the nth request, or null.</summary>
    /// <param name="begins">True if the request starts a turn. A request that only reads a turn can be dropped or stalled.</param>
    public Fault? Draw(int seed, long number, bool begins)
    {
        var dice = new DemoDice(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{number}"))));
        var roll = dice.Roll();
        var at = 1 + dice.Next(LatestAt);
        foreach (var (kind, status, rate) in rates)
        {
            roll -= rate;
            if (roll < 0) return begins || kind is FaultKind.Drop or FaultKind.Stall ? new(kind, at, status) : null;
        }

        return null;
    }
}
