using System.Diagnostics;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>A pooler gives each transaction any session of the server. The program needs no setting for it.</summary>
public sealed class PgBouncerTests
{
    [Fact]
    public async Task Everything_works_through_a_pooler_of_transactions()
    {
        using var server = OwnPostgres.Start();
        using var pooler = PgBouncer.Start(server);
        PostgresNode[] nodes = [new(pooler.ConnectionString), new(pooler.ConnectionString)];

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            var user = Some.User();
            var conversation = Some.Conversation(user);
            Assert.True(await nodes[i % 2].WriteAsync(new AddUser(user, Some.Session(user))));
            await nodes[i % 2].WriteAsync(new AddConversation(conversation));
            for (var turn = 0; turn < 20; turn++)
            {
                var node = nodes[(i + turn) % 2];
                var begun = await node.WriteAsync(Some.Begin(user, conversation, Guid.CreateVersion7()));
                Assert.Equal(StartTurnStatus.Started, begun.Status);
                var answer = Some.Answer(conversation.Id, begun.Question!.Sequence + 1, $"{turn}");
                Assert.True((await node.WriteAsync(Some.Finish(begun.Question, answer))).Found);
                var stored = (await node.ReadAsync(new ReadTurn(user.Id, conversation.Id, begun.Question.Id)))!;
                Assert.Equal((begun.Question, answer), (stored.Question, stored.Answer));
                Assert.Equal(2 * turn + 2, (await node.ReadAsync(new PageOfMessages(user.Id, conversation.Id, -1, 100))).Told().Items<MessageResponse, int>().Length);
            }
        }));

        foreach (var node in nodes) node.Dispose();
    }

    private sealed class PgBouncer : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-pgbouncer-").FullName;
        private readonly int port = OwnPostgres.FreePort();
        private readonly Process process;

        private PgBouncer(OwnPostgres server)
        {
            var file = Path.Combine(folder, "pgbouncer.ini");
            File.WriteAllText(file, $"""
                [databases]
                postgres = host=127.0.0.1 port={server.Port} user=samosachaat
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = {port}
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 3
                max_client_conn = 100
                """);
            if (Environment.IsPrivilegedProcess) Programs.Run("chown", "-R", "postgres", folder);
            process = Programs.Start([.. Programs.AsPostgres, Programs.Path("pgbouncer"), "-q", file]);
            Children.Add(process);
            var ready = Programs.Path("pg_isready");
            Programs.Run("sh", "-c", $"for i in $(seq 600); do '{ready}' -q -h 127.0.0.1 -p {port} -d postgres -U samosachaat && exit 0; sleep 0.1; done; exit 1");
        }

        public string ConnectionString => $"Host=127.0.0.1;Port={port};{OwnPostgres.Account}";

        public static PgBouncer Start(OwnPostgres server)
        {
            if (Programs.Folder("pgbouncer") is null) Assert.Skip("PgBouncer is not installed.");
            return new(server);
        }

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            Directory.Delete(folder, recursive: true);
        }
    }
}
