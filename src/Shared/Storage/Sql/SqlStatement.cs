using System.Text;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>
/// Runs a prepared statement: <c>db.Prepare(text).Set("@id", id).OneAsync(Read)</c>. The caller sets every parameter before every run,
/// by its name in the text. The abstract members hold the differences between SQL engines. They call the engine's own statement
/// directly, because such calls are most of the cost of a short statement.
/// </summary>
internal abstract class SqlStatement : IDisposable
{
    // The newest text that InternedText returned. Most rows repeat it.
    private string same = "";

    public abstract SqlStatement Set(string name, Guid value);

    public virtual SqlStatement Set(string name, Guid? value) => value is { } id ? Set(name, id) : Set(name, (byte[]?)null);

    public abstract SqlStatement Set(string name, string? value);

    public abstract SqlStatement Set(string name, long? value);

    public abstract SqlStatement Set(string name, double? value);

    public abstract SqlStatement Set(string name, byte[]? value);

    /// <summary>Stores a time as microseconds since 1970-01-01 UTC.</summary>
    public SqlStatement Set(string name, DateTime value) => Set(name, Microseconds.From(value));

    /// <summary>Runs the statement and returns the number of rows that it changed, if it changes rows.</summary>
    public async ValueTask<int> ExecuteAsync()
    {
        try
        {
            while (await StepAsync())
            {
                // The caller wants no rows.
            }

            return Changes;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Returns the first row, or null if there is none.</summary>
    public async ValueTask<T?> OneAsync<T>(Func<Row, T> read) where T : class
    {
        try
        {
            return await StepAsync() ? read(new Row(this)) : null;
        }
        finally
        {
            Reset();
        }
    }

    public async ValueTask<List<T>> AllAsync<T>(Func<Row, T> read)
    {
        try
        {
            var all = new List<T>();
            while (await StepAsync()) all.Add(read(new Row(this)));
            return all;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Passes each row on, in order, and returns the number of rows.</summary>
    public async ValueTask<int> EachAsync(Action<Row> see)
    {
        try
        {
            var count = 0;
            for (; await StepAsync(); count++) see(new Row(this));
            return count;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Returns the first column of the first row, or null if there is no row or no value.</summary>
    public async ValueTask<long?> NumberAsync()
    {
        try
        {
            return await StepAsync() && !IsNull(0) ? Number(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    public async ValueTask<bool> AnyAsync()
    {
        try
        {
            return await StepAsync();
        }
        finally
        {
            Reset();
        }
    }

    internal string InternedText(int column)
    {
        var text = Bytes(column);
        if (!Ascii.Equals(text, same)) same = Encoding.UTF8.GetString(text);
        return same;
    }

    public abstract void Dispose();

    /// <summary>The number of rows that the session's newest INSERT, UPDATE or DELETE changed.</summary>
    protected abstract int Changes { get; }

    /// <summary>
    /// Moves to the next row and returns false after the last one. It completes at once, or when the session has sent its deferred
    /// statements.
    /// </summary>
    protected abstract ValueTask<bool> StepAsync();

    /// <summary>Returns the statement to its beginning, even after a failure, and drops the values that were set.</summary>
    protected abstract void Reset();

    protected internal abstract bool IsNull(int column);

    protected internal abstract long Number(int column);

    protected internal abstract double Double(int column);

    protected internal abstract Guid Guid(int column);

    /// <summary>Returns a text as UTF-8, or a blob. The bytes are valid until the next step. A null value is empty.</summary>
    protected internal abstract ReadOnlySpan<byte> Bytes(int column);
}
