using LiteDB;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>Reads the fields that every document writes the same way.</summary>
internal static class Documents
{
    public static Guid Id(this BsonDocument document) => document["_id"].AsGuid;

    public static T? AsNullable<T>(this BsonValue value, Func<BsonValue, T> read) where T : struct => value.IsNull ? null : read(value);

    public static DateTime Time(this BsonDocument document, string field) => Microseconds.ToUtc(document[field].AsInt64);
}
