using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Cluster.Peers;

/// <summary>Names an attempt that the store has as running on a node.</summary>
/// <param name="Address">The address of the node.</param>
internal sealed record RemoteTurn(Guid NodeId, string Address, Guid ConversationId, Guid TurnId, int Attempt)
{
    /// <summary>The path of its events on its node.</summary>
    public string Path => $"/turns/{ConversationId}/{TurnId}/{Attempt}";
}

/// <summary>Finds the node on which a turn runs. Returns null if it does not run, or if its node is gone.</summary>
internal sealed class FindNodeOfTurn(Guid turnId) : Query<RemoteTurn?>
{
    private const string Text = """
        SELECT nodes.id, nodes.address, conversation_id, message_id, attempt
        FROM generations JOIN nodes ON nodes.id = generations.node_id
        WHERE message_id = @turn AND running = 1
        """;

    internal override ValueTask<RemoteTurn?> Sql(SqlSession db) => db.Prepare(Text).Set("@turn", turnId)
        .OneAsync(row => new RemoteTurn(row.Guid(0), row.Text(1), row.Guid(2), row.Guid(3), row.Int(4)));

    // One server has the file.
    internal override RemoteTurn? Documents(DocumentSession db) => null;
}

/// <summary>Lists the addresses of all nodes but one.</summary>
internal sealed class ListOtherNodes(Guid nodeId) : Query<List<string>>
{
    internal override ValueTask<List<string>> Sql(SqlSession db) =>
        db.Prepare("SELECT address FROM nodes WHERE id <> @node").Set("@node", nodeId).AllAsync(row => row.Text(0));

    // One server has the file.
    internal override List<string> Documents(DocumentSession db) => [];
}
