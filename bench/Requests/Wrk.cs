using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SamosaChaat.Bench.Requests;

/// <summary>What wrk saw in one run.</summary>
/// <param name="Failures">Answers that were no success, and requests without an answer.</param>
internal readonly record struct WrkRun(long Requests, TimeSpan Took, long Failures);

/// <summary>wrk with one thread and 16 connections, whose requests go round over those of a kind.</summary>
internal sealed class Wrk
{
    // Made before they are sent: it must cost wrk nothing. Its own report is for people; the last line is for us.
    private const string Script = """
        local requests, at = {}, 0

        function init(args)
          for line in io.lines(args[1]) do
            local path, token = line:match("(%S+) (%S+)")
            local headers = { ["Authorization"] = "Bearer " .. token }
            if args[3] then headers["Content-Type"] = "application/json" end
            requests[#requests + 1] = wrk.format(args[2], path, headers, args[3])
          end
        end

        function request()
          at = at % #requests + 1
          return requests[at]
        end

        function done(summary, latency, _)
          local errors = summary.errors
          io.write(string.format("\n%d %d %d\n", summary.requests, summary.duration,
            errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end
        """;

    private readonly string script;
    private readonly string[] arguments;

    /// <param name="folder">For its script.</param>
    public Wrk(string folder, Kind kind)
    {
        script = Path.Combine(folder, "requests.lua");
        File.WriteAllText(script, Script);
        var asks = Path.Combine(folder, "asks.txt");
        File.WriteAllLines(asks, kind.Asks.Select(ask => $"{ask.Path} {ask.Token}"));
        arguments = kind.Body is { } body ? [asks, kind.Method.Method, body] : [asks, kind.Method.Method];
    }

    public async Task<WrkRun> RunAsync(Uri server, int seconds)
    {
        var start = new ProcessStartInfo(
            "wrk", ["-t1", "-c16", string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s"), "-s", script, server.ToString(), "--", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"wrk ended with {process.ExitCode}: {output}");
            return Read(output);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("wrk is not there; Debian has it as a package of this name.", e);
        }
    }

    private static WrkRun Read(string output)
    {
        var numbers = output.TrimEnd().Split('\n')[^1].Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new(numbers[0], TimeSpan.FromMicroseconds(numbers[1]), numbers[2]);
    }
}
