using System.Security.Cryptography;
using CatalystAuth.Benchmarks.Tenants.Seeding;

namespace CatalystAuth.Benchmarks.Tenants;

/// <summary>What the program does.</summary>
internal static class Commands
{
    public static async Task SeedAsync(Options options)
    {
        var password = options.Password ?? NewPassword();
        await SeedProgress.ShowAsync(progress => new Seeder(options.Connection, options.Size, password).RunAsync(progress, CancellationToken.None));
        Console.WriteLine($"Seeded. The operator is {SeedData.OperatorEmail}, password {password}");
    }

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
