namespace SamosaChaat.Tests.Hosting;

/// <summary>Assertions of ours beside those of xunit.</summary>
internal static class Expectations
{
    extension(Assert)
    {
        /// <summary>Checks every item of a list that has some: <c>Assert.All</c> passes on a list that is empty by mistake.</summary>
        public static void Each<T>(IEnumerable<T> items, Action<T> check)
        {
            T[] all = [.. items];
            Assert.NotEmpty(all);
            Assert.All(all, check);
        }
    }
}
