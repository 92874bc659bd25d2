using SamosaChaat.Tests.Hosting;
using SamosaChaat.Tests.Web;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SqliteServer))]
[assembly: AssemblyFixture(typeof(LiteDbServer))]
[assembly: AssemblyFixture(typeof(Browser))]
// FastEndpoints keeps its configuration in statics, and the machines that run this have two cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
