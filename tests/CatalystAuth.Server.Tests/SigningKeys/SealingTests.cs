using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Server.Configuration;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.SigningKeys;

/// <summary>Where the data-protection key ring is, and who can open it.</summary>
public sealed class SealingTests : IDisposable
{
    private const string Password = "not for production";

    private readonly string _folder = Directory.CreateTempSubdirectory("catalyst-ring-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_ring_is_in_the_database_and_nowhere_else()
    {
        await using var server = await NewServerAsync();

        var ring = await RingAsync(server);

        ring.ShouldHaveSingleItem().Name.ShouldStartWith("key-");
        Directory.Exists(Path.Combine(server.Settings["Catalyst:DataDirectory"]!, "keys")).ShouldBeFalse();
        await using var node = new OtherNode(server);
        await node.InitializeAsync();
        (await ReadsAsync(node, await server.SignUpAsync())).ShouldBe(HttpStatusCode.OK);
        (await RingAsync(node)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_ring_of_the_data_directory_is_taken_over()
    {
        await using var server = await NewServerAsync();
        var ada = await server.SignUpAsync();
        await using var node = new OtherNode(server);
        var keys = Directory.CreateDirectory(Path.Combine(node.Folder, "keys")).FullName;
        foreach (var key in await RingAsync(server))
        {
            await File.WriteAllTextAsync(Path.Combine(keys, key.Name + ".xml"), key.Xml, TestContext.Current.CancellationToken);
        }

        await WithContextAsync(server, context => context.SealingKeys.ExecuteDeleteAsync());
        await node.InitializeAsync();

        (await ReadsAsync(node, ada)).ShouldBe(HttpStatusCode.OK);
        (await RingAsync(node)).Count.ShouldBe(1);
        node.Log.Lines.ShouldContain(line => line.Contains("Took the data-protection key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_encrypts_the_ring_that_is_there_and_opens_it_again()
    {
        await using var server = await NewServerAsync();
        var ada = await server.SignUpAsync();
        var first = NewCertificate("first");
        await using (var node = new OtherNode(server, first))
        {
            await node.InitializeAsync();
            (await ReadsAsync(node, ada)).ShouldBe(HttpStatusCode.OK);
        }

        var ring = await RingAsync(server);
        ring.ShouldAllBe(key => key.Xml.Contains("encryptedSecret") && !key.Xml.Contains("<value>"));

        await using (var again = new OtherNode(server, first))
        {
            await again.InitializeAsync();
            (await ReadsAsync(again, ada)).ShouldBe(HttpStatusCode.OK);
            (await again.SignUpAsync()).KeyOf().ShouldBe(ada.KeyOf());
        }

        var second = NewCertificate("second");
        await using var renewed = new OtherNode(
            server, [.. second, .. first.Select(setting => (setting.Key.Replace("Certificate", "OldCertificates:0"), setting.Value))]);
        await renewed.InitializeAsync();
        (await ReadsAsync(renewed, ada)).ShouldBe(HttpStatusCode.OK);
        (await RingAsync(renewed)).ShouldBe(ring, new SameKey());
    }

    [Fact]
    public async Task Without_its_certificate_nothing_starts_and_nothing_is_changed()
    {
        await using var server = await NewServerAsync();
        await using (var node = new OtherNode(server, NewCertificate("ours")))
        {
            await node.InitializeAsync();
        }

        var ring = await RingAsync(server);
        foreach (var settings in ((string, string?)[][])[[], NewCertificate("other")])
        {
            await using var refused = new OtherNode(server, settings);
            var error = await Should.ThrowAsync<SettingException>(async () => await refused.InitializeAsync());
            error.Message.ShouldContain("Catalyst__DataProtection__Certificate__Path");
        }

        (await RingAsync(server)).ShouldBe(ring, new SameKey());
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        await using var server = await NewServerAsync();
        var path = NewCertificate("locked")[0].Item2;
        await using var node = new OtherNode(
            server, ("Catalyst:DataProtection:Certificate:Path", path), ("Catalyst:DataProtection:Certificate:Password", "a wrong one"));

        var error = await Should.ThrowAsync<SettingException>(async () => await node.InitializeAsync());

        error.Message.ShouldContain("Catalyst__DataProtection__Certificate__Path");
        error.ToString().ShouldNotContain("a wrong one");
    }

    private static async Task<SqliteKeyServer> NewServerAsync()
    {
        var server = new SqliteKeyServer();
        await server.InitializeAsync();
        return server;
    }

    private static async Task<HttpStatusCode> ReadsAsync(TestServer node, Caller caller) =>
        (await new Caller(node.NewHttpClient(), caller.AccessToken).GetAsync("/v1/me")).Status;

    private static async Task<List<SealingKey>> RingAsync(TestServer server)
    {
        List<SealingKey> ring = [];
        await WithContextAsync(server, async context => ring = await context.SealingKeys.AsNoTracking().OrderBy(key => key.Name).ToListAsync());
        return ring;
    }

    private static async Task WithContextAsync(TestServer server, Func<CatalystDbContext, Task> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<CatalystDbContext>());
    }

    private (string Key, string? Value)[] NewCertificate(string name)
    {
        using var rsa = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = Path.Combine(_folder, name + ".pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, Password));
        return [("Catalyst:DataProtection:Certificate:Path", path), ("Catalyst:DataProtection:Certificate:Password", Password)];
    }

    private sealed class SameKey : IEqualityComparer<SealingKey>
    {
        public bool Equals(SealingKey? x, SealingKey? y) => x?.Name == y?.Name && x?.Xml == y?.Xml;

        public int GetHashCode(SealingKey obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }
}
