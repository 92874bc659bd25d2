using SamosaChaat.Tests.Page;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SqliteServer))]
[assembly: AssemblyFixture(typeof(LiteDbServer))]
[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(SqliteScenarios))]
[assembly: AssemblyFixture(typeof(LiteDbScenarios))]
[assembly: AssemblyFixture(typeof(PostgresScenarios))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerClass)]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 4)]
