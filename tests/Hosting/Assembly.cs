using SamosaChaat.Tests.Page;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SqliteServer))]
[assembly: AssemblyFixture(typeof(LiteDbServer))]
[assembly: AssemblyFixture(typeof(Browser))]
// FastEndpoints keeps its configuration in statics, so all that host the program in this process take turns. What only asks a process of its own, and says so
// by a collection, runs beside them.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.Collections)]
