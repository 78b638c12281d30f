using System.Diagnostics.CodeAnalysis;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Core.Tests.SigningKeys;

/// <summary>A node that meets a key which it does not know.</summary>
public sealed class SigningKeyProviderTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly Store _store = new();
    private readonly ServiceProvider _services;
    private readonly SigningKeyProvider _provider;
    private readonly SigningKeyVault _vault;

    public SigningKeyProviderTests()
    {
        _vault = new(new NoProtector(), Options.Create(new SigningKeyOptions()), Options.Create(new TokenOptions()));
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_time).AddSingleton(_vault).AddSingleton<ISigningKeyStore>(_store).AddSingleton<IUnitOfWork>(new NoUnitOfWork())
            .AddSingleton<SigningKeyProvider>().AddScoped<LoadSigningKeys>()
            .BuildServiceProvider();
        _provider = _services.GetRequiredService<SigningKeyProvider>();
        _provider.Use(new KeyRing([]));
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task It_looks_and_learns_it()
    {
        var token = Sign(Add());

        (await _provider.LearnAsync(token)).ShouldBeTrue();

        (await _provider.LearnAsync(token)).ShouldBeFalse("It is known.");
        _store.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task However_many_ask_it_looks_once_in_ten_seconds()
    {
        var strangers = Enumerable.Range(0, 20).Select(_ => Sign(SigningKey.Generate(SigningKeyUse.Refresh, _time.GetUtcNow()))).ToList();

        foreach (var stranger in strangers)
        {
            (await _provider.LearnAsync(stranger)).ShouldBeFalse();
        }

        _store.Reads.ShouldBe(1);
        var token = Sign(Add());
        _time.Advance(TimeSpan.FromSeconds(9.9));
        (await _provider.LearnAsync(token)).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await _provider.LearnAsync(token)).ShouldBeTrue();
        _store.Reads.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.AAAA")]
    public async Task What_names_no_key_makes_nobody_look(string token)
    {
        (await _provider.LearnAsync(token)).ShouldBeFalse();

        _store.Reads.ShouldBe(0);
    }

    private SigningKey Add()
    {
        var stored = _vault.Make(SigningKeyUse.Refresh, _time.GetUtcNow(), _time.GetUtcNow());
        _store.Keys.Add(stored);
        return SigningKey.Import(stored.Use, stored.Algorithm, stored.ProtectedSecret, new(stored.ActiveFrom));
    }

    private string Sign(SigningKey key) => TokenMinter.Mint(new KeyRing([key]), new RefreshToken
    {
        Issuer = "i",
        Audience = "i",
        Subject = "s",
        SessionId = "ses",
        Family = "ses",
        Id = "1",
        IssuedAt = _time.GetUtcNow().ToUnixTimeSeconds(),
        ExpiresAt = _time.GetUtcNow().ToUnixTimeSeconds() + 60,
    });

    private sealed class Store : ISigningKeyStore
    {
        public List<StoredSigningKey> Keys { get; } = [];

        public int Reads { get; private set; }

        public Task LockAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<StoredSigningKey>> ListAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult<IReadOnlyList<StoredSigningKey>>([.. Keys]);
        }

        public void Add(StoredSigningKey key) => Keys.Add(key);
    }

    private sealed class NoProtector : ISecretProtector
    {
        public byte[] Protect(string purpose, byte[] secret) => secret;

        public bool TryUnprotect(string purpose, byte[] sealedSecret, [NotNullWhen(true)] out byte[]? secret)
        {
            secret = sealedSecret;
            return true;
        }
    }

    private sealed class NoUnitOfWork : IUnitOfWork
    {
        public Task<Result<T>> RunAsync<T>(Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken, Error? onDuplicate = null) =>
            throw new NotSupportedException();

        public Task FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool BeforeCommit(Func<CancellationToken, Task> action) => throw new NotSupportedException();

        public void AfterCommit(Action action) => throw new NotSupportedException();
    }
}
