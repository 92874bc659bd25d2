using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Streams;
using SamosaChaat.Bench.Upstream;

namespace SamosaChaat.Bench.Mirrors;

/// <summary>Measures what it costs to read a turn on another node than its own, with two nodes on a real PostgreSQL.</summary>
internal sealed class MirrorCommand(MirrorOptions options)
{
    private const string Model = "the-model";

    // The user's message comes before the first token, and done after the last one.
    private const int FirstToken = 1;

    /// <returns>0 when every figure is reached, 1 when one is not.</returns>
    public async Task<int> RunAsync()
    {
        if (!OwnPostgres.IsInstalled) throw new ArgumentException("mirror needs PostgreSQL: a folder with initdb (SAMOSACHAAT_POSTGRES).");
        var folder = Directory.CreateTempSubdirectory("samosachaat-mirror-").FullName;
        try
        {
            using var postgres = OwnPostgres.StartInstalled();
            await using var model = new GatedModel(options.Tokens);
            var settings = UpstreamSettings.Of((Model, model.Url));
            await using var owner = new ClusterNode(1, folder, postgres.ConnectionString, settings);
            await using var other = new ClusterNode(2, folder, postgres.ConnectionString, settings);
            await owner.StartAsync(options.Program);
            await other.StartAsync(options.Program);
            using var here = new HttpClient { BaseAddress = owner.Process.Address, Timeout = Timeout.InfiniteTimeSpan };
            using var there = new HttpClient { BaseAddress = other.Process.Address, Timeout = Timeout.InfiniteTimeSpan };
            return FigureTable.Tell("Reading a turn on another node, 50 tokens a second", await MeasureAsync(model, here, there));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(GatedModel model, HttpClient here, HttpClient there)
    {
        var account = await SignUpAsync(here);
        var (mine, others) = (new TurnRequests(here, account), new TurnRequests(there, account));
        var (first, each, firstFloor, floor) = (new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = -1; round < options.Rounds; round++)
        {
            var turn = Guid.CreateVersion7();
            var posted = await BeginAsync(new(mine.PostAsync(turn, "How?")));
            var second = await BeginAsync(new(mine.ResumeAsync(turn, -1)));
            var mirrored = await BeginAsync(new(others.ResumeAsync(turn, -1)));
            model.Open();
            await Task.WhenAll(posted.End, second.End, mirrored.End);
            Hold(posted, [second, mirrored]);
            // The compiler is still at work in the round before the first.
            if (round < 0) continue;
            first.Add(posted.Later(mirrored, FirstToken));
            firstFloor.Add(posted.Later(second, FirstToken));
            each.Add(MedianLater(posted, mirrored));
            floor.Add(MedianLater(posted, second));
        }

        var crowded = Guid.CreateVersion7();
        var source = await BeginAsync(new(mine.PostAsync(crowded, "How?")));
        var crowd = Enumerable.Range(0, options.Readers).Select(_ => new MirrorReader(others.ResumeAsync(crowded, -1))).ToArray();
        await Task.WhenAll(crowd.Select(BeginAsync));
        model.Open();
        await Task.WhenAll(crowd.Select(reader => reader.End).Append(source.End));
        Hold(source, crowd);
        var crowdLater = new Samples(crowd.Select(reader => MedianLater(source, reader)));
        var differ = crowd.Count(reader => reader.Hash != source.Hash);
        var readers = options.Readers.ToString("N0", CultureInfo.InvariantCulture);
        return
        [
            Figure.Of("first token, ms later on the other node than for who sent the message", first, "F2", Bound.AtMost(5, 2)),
            Figure.Of("the same for a second reader on the turn's node", firstFloor, "F2", null),
            Figure.Of("each token, ms later on the other node, p50", each, "F2", Bound.AtMost(5, 2)),
            Figure.Of("the same for a second reader on the turn's node, p50", floor, "F2", null),
            Figure.Of($"each token, ms later for {readers} readers on the other node, p50 of each", crowdLater, "F2", null),
            Figure.Counted($"readers of {readers} on the other node that have not all events alike", differ, Bound.AtMost(0, 0)),
        ];
    }

    private static async Task<MirrorReader> BeginAsync(MirrorReader reader)
    {
        await reader.Begun;
        return reader;
    }

    private double MedianLater(MirrorReader reader, MirrorReader other) =>
        new Samples(Enumerable.Range(FirstToken, options.Tokens).Select(number => reader.Later(other, number))).Median;

    private void Hold(MirrorReader reader, IEnumerable<MirrorReader> others)
    {
        if (reader.Times.Count != options.Tokens + 2) throw new InvalidDataException($"{reader.Times.Count} events came.");
        var wrong = others.FirstOrDefault(other => other.Times.Count != reader.Times.Count);
        if (wrong is not null) throw new InvalidDataException($"A reader got {wrong.Times.Count} events of {reader.Times.Count}.");
    }

    private static async Task<Account> SignUpAsync(HttpClient http)
    {
        var person = new { email = "reader@example.com", password = "a long enough sentence" };
        using var registered = await http.PostAsJsonAsync("/auth/register", person);
        var signedIn = await registered.Content.ReadFromJsonAsync<JsonElement>();
        var token = signedIn.GetProperty("access_token").GetString()!;
        using var create = new HttpRequestMessage(HttpMethod.Post, "/conversations");
        create.Content = JsonContent.Create(new { title = "A title", model_tag = Model });
        create.Headers.Authorization = new("Bearer", token);
        using var created = await http.SendAsync(create);
        var conversation = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        return new(token, signedIn.GetProperty("user").GetProperty("id").GetGuid(), conversation, Model);
    }
}
