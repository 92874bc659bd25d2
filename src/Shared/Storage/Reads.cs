namespace SamosaChaat.Shared.Storage;

/// <summary>Awaits independent reads together, so that an engine behind a network needs one round trip for them.</summary>
internal static class Reads
{
    public static async ValueTask<(T1, T2)> TogetherAsync<T1, T2>(ValueTask<T1> first, ValueTask<T2> second) => (await first, await second);

    public static async ValueTask<(T1, T2, T3)> TogetherAsync<T1, T2, T3>(ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third) =>
        (await first, await second, await third);

    public static async ValueTask<(T1, T2, T3, T4)> TogetherAsync<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth) =>
        (await first, await second, await third, await fourth);
}
