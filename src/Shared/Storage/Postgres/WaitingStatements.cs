namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Holds statements that wait for a round trip, in their order.</summary>
internal class WaitingStatements
{
    protected List<PostgresStatement> Statements { get; set; } = [];

    /// <summary>The number of statements that wait.</summary>
    public int Count => Statements.Count;

    public PostgresStatement this[int index] => Statements[index];

    public void Add(PostgresStatement statement) => Statements.Add(statement);
}
