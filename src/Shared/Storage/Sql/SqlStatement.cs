using System.Data.Common;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>
/// A prepared statement: <c>db.Prepare(text).Set("@id", id).One(Read)</c>. Every parameter is set before every run, by its name in the text.
/// </summary>
public sealed class SqlStatement : IDisposable
{
    private readonly DbCommand command;
    private readonly SqlDialect dialect;

    internal SqlStatement(DbCommand command, SqlDialect dialect, string text)
    {
        this.command = command;
        this.dialect = dialect;
        // Values only ever travel as parameters; the text is a constant of an operation.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
    }

    public SqlStatement Set(string name, Guid value) => SetColumn(name, dialect.ToColumn(value));

    public SqlStatement Set(string name, string? value) => SetColumn(name, (object?)value ?? DBNull.Value);

    public SqlStatement Set(string name, long? value) => SetColumn(name, (object?)value ?? DBNull.Value);

    public SqlStatement Set(string name, double? value) => SetColumn(name, (object?)value ?? DBNull.Value);

    public SqlStatement Set(string name, byte[]? value) => SetColumn(name, (object?)value ?? DBNull.Value);

    /// <summary>Stored as microseconds since 1970-01-01 UTC.</summary>
    public SqlStatement Set(string name, DateTime value) => SetColumn(name, Microseconds.From(value));

    /// <summary>Runs it and returns the number of rows that it changed.</summary>
    public int Execute() => command.ExecuteNonQuery();

    /// <summary>The first row, or null where there is none.</summary>
    public T? One<T>(Func<Rows, T> read) where T : class
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(new Rows(reader, dialect)) : null;
    }

    public List<T> All<T>(Func<Rows, T> read)
    {
        using var reader = command.ExecuteReader();
        var row = new Rows(reader, dialect);
        var all = new List<T>();
        while (reader.Read()) all.Add(read(row));
        return all;
    }

    /// <summary>The first column of the first row, or null where there is no row.</summary>
    public long? Number()
    {
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }

    public bool Any()
    {
        using var reader = command.ExecuteReader();
        return reader.Read();
    }

    public void Dispose() => command.Dispose();

    private SqlStatement SetColumn(string name, object value)
    {
        var at = command.Parameters.IndexOf(name);
        if (at >= 0)
        {
            command.Parameters[at].Value = value;
            return this;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return this;
    }
}
