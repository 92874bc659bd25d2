using System.Text;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>
/// A prepared statement: <c>db.Prepare(text).Set("@id", id).One(Read)</c>. Every parameter is set before every run, by its name in the text. What differs between
/// SQL engines is below the line; all of it goes straight to the engine's own statement, which is most of what a short one costs.
/// </summary>
internal abstract class SqlStatement : IDisposable
{
    // The newest of the texts that are mostly the same.
    private string same = "";

    public abstract SqlStatement Set(string name, Guid value);

    public abstract SqlStatement Set(string name, string? value);

    public abstract SqlStatement Set(string name, long? value);

    public abstract SqlStatement Set(string name, double? value);

    public abstract SqlStatement Set(string name, byte[]? value);

    /// <summary>Stored as microseconds since 1970-01-01 UTC.</summary>
    public SqlStatement Set(string name, DateTime value) => Set(name, Microseconds.From(value));

    /// <summary>Runs it and returns the number of rows that it changed, where it is one that changes rows.</summary>
    public int Execute()
    {
        try
        {
            while (Step())
            {
                // Rows that nobody asked for.
            }

            return Changes;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first row, or null where there is none.</summary>
    public T? One<T>(Func<Row, T> read) where T : class
    {
        try
        {
            return Step() ? read(new Row(this)) : null;
        }
        finally
        {
            Reset();
        }
    }

    public List<T> All<T>(Func<Row, T> read)
    {
        try
        {
            var all = new List<T>();
            while (Step()) all.Add(read(new Row(this)));
            return all;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Shows each row, in order.</summary>
    public void Each(Action<Row> see)
    {
        try
        {
            while (Step()) see(new Row(this));
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first column of the first row, or null where there is no row.</summary>
    public long? Number()
    {
        try
        {
            return Step() && !IsNull(0) ? Number(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    public bool Any()
    {
        try
        {
            return Step();
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

    /// <summary>How many rows the newest INSERT, UPDATE or DELETE of the session changed.</summary>
    protected abstract int Changes { get; }

    /// <summary>Goes on to the next row; false after the last one.</summary>
    protected abstract bool Step();

    /// <summary>Back to its beginning, also after a failure; lets go of the values that were set.</summary>
    protected abstract void Reset();

    protected internal abstract bool IsNull(int column);

    protected internal abstract long Number(int column);

    protected internal abstract double Double(int column);

    protected internal abstract Guid Guid(int column);

    /// <summary>A text as UTF-8, or a blob, until the next step; empty where it is null.</summary>
    protected internal abstract ReadOnlySpan<byte> Bytes(int column);
}
