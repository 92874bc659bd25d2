using System.Threading.Tasks.Sources;
using Npgsql;
using NpgsqlTypes;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Is one run of a statement. It waits in its round trip until that is sent.</summary>
internal sealed class PostgresStatement : SqlStatement, IValueTaskSource<bool>
{
    private readonly WaitingStatements waiting;
    private readonly PositionalText text;
    private readonly NpgsqlParameter[] parameters;

    // The continuation runs when the result is set, on the thread that has read it. Not a copy: the struct is mutable.
    private ManualResetValueTaskSourceCore<bool> sent;
    private Result? result;

    /// <param name="owner">The index of the command or query that runs the statement.</param>
    public PostgresStatement(WaitingStatements waiting, string portable, int owner)
    {
        (this.waiting, Owner) = (waiting, owner);
        text = PositionalText.Of(portable);
        parameters = new NpgsqlParameter[text.Names.Length];
    }

    public int Owner { get; }

    /// <summary>True if the statement can return rows.</summary>
    public bool ReturnsRows => text.ReturnsRows;

    protected override int Changes => result!.Changes;

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(text.Text);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Completes the run. It continues on this thread, before the call returns.</summary>
    public void Complete(Result rows)
    {
        result = rows;
        sent.SetResult(rows.Move());
    }

    public override PostgresStatement Set(string name, Guid value) =>
        Set(name, new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid });

    public override PostgresStatement Set(string name, Guid? value) => value is { } id ? Set(name, id) : SetNull(name, NpgsqlDbType.Uuid);

    public override PostgresStatement Set(string name, string? value) => value is null
        ? SetNull(name, NpgsqlDbType.Text)
        : Set(name, new NpgsqlParameter<string> { TypedValue = StoredText.Of(value), NpgsqlDbType = NpgsqlDbType.Text });

    public override PostgresStatement Set(string name, long? value) => value is { } number
        ? Set(name, new NpgsqlParameter<long> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Bigint })
        : SetNull(name, NpgsqlDbType.Bigint);

    public override PostgresStatement Set(string name, double? value) => value is { } number
        ? Set(name, new NpgsqlParameter<double> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Double })
        : SetNull(name, NpgsqlDbType.Double);

    public override PostgresStatement Set(string name, byte[]? value) => value is null
        ? SetNull(name, NpgsqlDbType.Bytea)
        : Set(name, new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea });

    public PostgresStatement Set(string name, Guid[] values) =>
        Set(name, new NpgsqlParameter<Guid[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });

    public override void Dispose()
    {
    }

    public bool GetResult(short token) => sent.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => sent.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        sent.OnCompleted(continuation, state, token, ValueTaskSourceOnCompletedFlags.None);

    protected override ValueTask<bool> StepAsync()
    {
        if (result is not null) return new(result.Move());
        waiting.Add(this);
        return new(this, sent.Version);
    }

    protected override void Reset()
    {
    }

    protected internal override bool IsNull(int column) => result!.At(column).Bytes is null;

    protected internal override long Number(int column) => result!.At(column).Number;

    protected internal override double Double(int column) => result!.At(column).Double;

    protected internal override Guid Guid(int column) => result!.At(column).Guid;

    protected internal override ReadOnlySpan<byte> Bytes(int column) => result!.At(column).Bytes;

    private PostgresStatement SetNull(string name, NpgsqlDbType type) =>
        Set(name, new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });

    private PostgresStatement Set(string name, NpgsqlParameter parameter)
    {
        var place = Array.IndexOf(text.Names, name);
        if (place < 0) throw new ArgumentException($"The statement has no {name}.", nameof(name));
        parameters[place] = parameter;
        return this;
    }
}
