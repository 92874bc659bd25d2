using System.Text.Json;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Lists;
using SamosaChaat.Bench.Measuring;
using SamosaChaat.Bench.Seeding;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Bench.Requests;

/// <summary>What is asked of a seeded table.</summary>
internal static class Kinds
{
    private const int Messages = 50;

    /// <summary>So many people have a conversation with messages in it.</summary>
    private const int Talkers = 100;

    /// <summary>Writes the messages that are asked for, too.</summary>
    public static async Task<Kind[]> OfAsync(Table table)
    {
        using var folder = new OpenFolder(table.Path, table.Engine);
        var tokens = table.Tokens(folder);
        var talks = new List<Talk>();
        foreach (var person in table.People.Take(Talkers))
        {
            using var newest = await folder.Store.ReadAsync(
                new PageOfConversations(person.UserId, Cursor.Top, 1, ConversationFilter.NotArchived), default);
            using var json = JsonDocument.Parse(newest.Body.Written);
            talks.Add(new(person.UserId, json.RootElement[0].GetProperty("id").GetGuid()));
        }

        await History.WriteAsync(folder.Store, talks, Messages / 2);
        var list = $"/conversations?limit={Visitors.PageSize}";
        return
        [
            new($"`GET {list}`", HttpMethod.Get, Everybody(list), null, Visitors.PageSize, Bound.AtLeast(0.22, 0.33)),
            new($"`GET …/messages` of {Messages}", HttpMethod.Get, Conversations(), null, Messages, Bound.AtLeast(0.25, 0.38)),
            new("`POST /conversations`", HttpMethod.Post, Everybody("/conversations"), """{"title":"How to fold samosas","model_tag":"demo"}""", null, Bound.AtLeast(0.2, 0.25)),
        ];

        Ask[] Everybody(string path) => Array.ConvertAll(tokens, token => new Ask(path, token));
        Ask[] Conversations() => [.. talks.Select((talk, i) => new Ask($"/conversations/{talk.ConversationId}/messages", tokens[i]))];
    }
}
