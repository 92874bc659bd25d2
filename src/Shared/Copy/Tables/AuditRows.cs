using System.Buffers.Binary;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy.Tables;

internal sealed class UnsealedRows()
    : TableById<AuditEntry>("audit_unsealed", AuditMapping.Columns, AuditMapping.Read, AuditMapping.Read, static row => row.Id)
{
    public override void Write(ITableWriter writes, AuditEntry row) => writes.Add(row);
}

/// <summary>Copies the chain with its numbers and hashes. A row's key has the number in the last bytes of its id.</summary>
internal sealed class SealedRows : CopiedTable<SealedEntry>
{
    private const int Half = 8;

    public override string Name => "audit";

    public override ValueTask<List<SealedEntry>> Read(SqlSession db, RowKey from, int limit) => db.SealedFrom(NumberOf(from), limit);

    public override List<SealedEntry> Read(DocumentSession db, RowKey from, int limit) => db.SealedFrom(NumberOf(from), limit);

    public override void Write(ITableWriter writes, SealedEntry row) => writes.Add(row);

    public override RowKey KeyOf(SealedEntry row)
    {
        Span<byte> bytes = stackalloc byte[2 * Half];
        BinaryPrimitives.WriteInt64BigEndian(bytes[Half..], row.Number);
        return new(new Guid(bytes, bigEndian: true));
    }

    protected override object ValueOf(SealedEntry row) => (row with { Hash = NoBytes }, TextOf(row.Hash));

    private static long NumberOf(RowKey key)
    {
        Span<byte> bytes = stackalloc byte[2 * Half];
        key.Id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[Half..]);
    }
}
