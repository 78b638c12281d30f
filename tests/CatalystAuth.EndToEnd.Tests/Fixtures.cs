using CatalystAuth.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(Stack))]
