using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Turns;

/// <summary>Leaves in a server's store, before it looks there at start, what a server that was killed leaves: a turn that is said to run.</summary>
internal sealed class CutOffTurn
{
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>For an <see cref="OwnServer"/>'s services. What is started first is what was added first.</summary>
    public void PutBeforeRecovery(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider => new Leaving(provider.GetRequiredService<IStore>(), Id)));

    private sealed class Leaving(IStore store, Guid turnId) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var user = Some.User();
            var conversation = Some.Conversation(user);
            await store.WriteAsync(new AddUser(user, Some.Session(user)), cancellationToken);
            await store.WriteAsync(new AddConversation(conversation), cancellationToken);
            await store.WriteAsync(Some.Begin(user, conversation, turnId), cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
