using System.Globalization;
using System.Text;
using SamosaChaat.Bench.Fuzz.Checks;
using SamosaChaat.Bench.Fuzz.Document;
using SamosaChaat.Bench.Fuzz.Requests;
using SamosaChaat.Bench.Fuzz.World;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Bench.Fuzz;

/// <summary>Sends a part of the requests to one server process.</summary>
internal sealed class FuzzRun(int seed, SeededAccounts accounts, StatusCounts statuses, Violations violations)
{
    private const int Workers = 16;
    private const int RawOnce = 20;

    private static readonly string StoreIsSlow = string.Create(CultureInfo.InvariantCulture, $"\"event_id\":{EventIds.StoreUnavailable},");

    public async Task RunAsync(ServerSetup setup, (string, string)[] settings, int first, int count, TimeSpan time)
    {
        await using var server = await ServerProcess.StartAsync(setup, LookAtLog, settings, CancellationToken.None);
        using var sender = new Sender(server.Address);
        var document = await ApiDocument.FetchAsync(sender.Http);
        var victims = await Victims.PlantAsync(sender.Http, accounts);
        var before = await victims.ReadAsync();
        var (people, known) = (new People(accounts.Spare), new KnownValues());
        var maker = new RequestMaker(document, seed, people, known, victims, accounts.Bad);
        var (check, harvest, raw) = (new AnswerCheck(document, victims), new Harvest(document, known, victims), new RawNonsense(document, server.Address));
        using var over = new CancellationTokenSource(time);
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));

        if (server.ExitCode is { } code)
        {
            violations.Add("the server has ended", $"with {code}, seed {seed}, after request {next}");
            return;
        }

        if (await victims.ReadAsync() is var after && after != before) violations.Add("data of another user has changed", $"{before}\n{after}");

        async Task WorkAsync()
        {
            for (int number; (number = Interlocked.Increment(ref next)) < first + count && !over.IsCancellationRequested && server.ExitCode is null;)
            {
                var random = maker.RandomOf(number);
                if (random.Once(RawOnce)) await NonsenseAsync(number, raw.Make(random));
                else await AskAsync(maker.Make(number, random));
            }
        }

        async Task AskAsync(FuzzRequest request)
        {
            try
            {
                var answer = await SendAsync(request);
                if (answer is null) return;
                statuses.Add(answer.Status);
                if (IsGone(request, answer)) people.Replace(request.Caller!);
                foreach (var (kind, detail) in check.Faults(request, answer))
                {
                    violations.Add(kind, $"{answer.Status} {Cut(detail.Length > 0 ? detail : answer.Body)}\n  seed {seed}, {request}");
                }

                harvest.Take(request, answer);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                violations.Add("no answer", $"{e.GetBaseException().Message}\n  seed {seed}, {request}");
            }
        }

        // A server may close a kept connection at any time (RFC 9112, 9.3.1), need not read the body of a request that it refuses, and ends the streams of a session that ends.
        async Task<Answer?> SendAsync(FuzzRequest request)
        {
            try
            {
                return await sender.SendAsync(request);
            }
            catch (HttpRequestException)
            {
                statuses.Add(StatusCounts.Closed);
                return request.MayStayUnread || await sender.IsGoneAsync(request.Caller) ? null : await sender.SendAsync(request);
            }
        }

        async Task NonsenseAsync(int number, string request)
        {
            var received = await raw.SendAsync(request);
            var (status, fault) = RawCheck.Look(received, document);
            statuses.Add(status);
            if (fault is not null) violations.Add(fault, $"{Cut(received)}\n  seed {seed}, raw request {number}: {Cut(Escaped(request))}");
        }
    }

    /// <summary>A token that was good no longer is, or a role is lost: by a request of this run.</summary>
    private static bool IsGone(FuzzRequest request, Answer answer) => request is { Caller: not null, Operation: { IsOpen: false } operation } && (
        (answer.Status == 401 && !request.HasTicket) || (answer.Status == 403 && request.Rights == Rights.Admin && operation.IsForAdmins));

    // The server must not log an error that a client caused. A client does not cause a store that is slow on a busy machine.
    private void LookAtLog(string line)
    {
        var isError = line.Contains("\"level\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"level\":\"Critical\"", StringComparison.Ordinal);
        if (isError && !line.Contains(StoreIsSlow, StringComparison.Ordinal)) violations.Add("the server logged an error", Cut(line));
    }

    private static string Cut(string text) => text.Length <= 1_500 ? text : $"{text[..1_500]}…";

    private static string Escaped(string raw) => raw.Aggregate(new StringBuilder(), (text, c) => c is >= ' ' and < '\u007f' ? text.Append(c) : text.Append($"\\x{(int)c:x2}")).ToString();
}
