using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Demo;

namespace SamosaChaat.Tests.Demo;

/// <summary>The program in demo mode, as the command makes it.</summary>
public sealed class DemoServer : Server
{
    public const string Day = "2026-01-31";

    public DemoServer(string engine, params (string Key, string Value)[] settings)
        : this(engine, _ => { }, settings)
    {
    }

    public DemoServer(string engine, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
        : base(engine, services => replace(services.AddDemoMode()), [("Demo:Day", Day), .. settings])
    {
    }

    internal DemoData Data => Services.GetRequiredService<DemoData>();

    /// <summary>The first of the seeded users.</summary>
    public Task<TestUser> SignInAsync() => TestUser.SignInAsync(Anonymous(), SeedPlan.DemoEmail, DemoData.Password);

    /// <summary>Everything that the first user can read, byte for byte.</summary>
    public async Task<string> ReadAllAsync()
    {
        using var user = await SignInAsync();
        var answers = new List<string>();
        async Task<string> Get(string path)
        {
            answers.Add(await user.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
            return answers[^1];
        }

        await Get("/auth/me");
        await Get("/models");
        await Get("/conversations?limit=200");
        foreach (var conversation in (await user.GetAsync("/conversations?limit=200")).EnumerateArray())
        {
            var path = $"/conversations/{conversation.Id()}";
            await Get(path);
            await Get($"{path}/messages");
            foreach (var message in (await user.MessagesAsync(conversation.Id())).Where(message => message.Text("role") == "user"))
            {
                await Get($"{path}/messages/{message.Id()}/stream");
                await Get($"{path}/messages/{message.Id()}/context");
            }
        }

        return string.Join('\n', answers);
    }
}
