using CatalystAuth.Portal.Tests;

[assembly: AssemblyFixture(typeof(PortalServer))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
