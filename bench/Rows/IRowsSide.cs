namespace SamosaChaat.Bench.Rows;

/// <summary>One way to store messages, each durable before its writer goes on.</summary>
internal interface IRowsSide
{
    /// <summary>Stores as many as it can in this time, and then takes them away again. Returns how many it stored a second.</summary>
    Task<double> RoundAsync(TimeSpan time);
}
