using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tests.AppSessions;

/// <summary>What a code costs the database.</summary>
public sealed class RedeemLoginCodeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly AppPlace Place = new(TypeId.New<AppId>(Now), TypeId.New<OrgId>(Now), "app.localhost", null);
    private static readonly byte[] Nonce = OpaqueSecret.HashOf(OpaqueSecret.New())!;

    private readonly CountingStore _store = new();

    [Fact]
    public async Task One_that_somebody_made_up_takes_no_turn_among_those_who_write()
    {
        foreach (var (code, reads) in new[] { (OpaqueSecret.New(), 1), ("x", 0), (string.Empty, 0), (new string('!', OpaqueSecret.Length), 0) })
        {
            _store.Reads = 0;

            (await RedeemAsync(code)).Error.Code.ShouldBe(AppSessionErrorCodes.InvalidCode);

            (_store.Reads, _store.Transactions).ShouldBe((reads, 0), code);
        }
    }

    [Fact]
    public async Task One_that_is_there_is_spent_whoever_comes_with_it()
    {
        var code = OpaqueSecret.New();
        _store.Add(new AppLoginCode
        {
            Hash = OpaqueSecret.HashOf(code)!,
            SessionId = TypeId.New<SessionId>(Now),
            OrgId = Place.Org,
            AppId = Place.App,
            Host = "other.localhost",
            Domain = null,
            NonceHash = Nonce,
            ExpiresAt = DateTimeOffset.MaxValue,
        });

        (await RedeemAsync(code)).Error.Code.ShouldBe(AppSessionErrorCodes.InvalidCode);
        (await RedeemAsync(code)).Error.Code.ShouldBe(AppSessionErrorCodes.InvalidCode);

        (_store.Codes.Count, _store.Transactions).ShouldBe((0, 1));
    }

    private Task<Result<NewAppSession>> RedeemAsync(string code) =>
        new RedeemLoginCode(_store, null!, _store, Options.Create(new UserSessionOptions()), TimeProvider.System).RunAsync(code, Nonce, Place, CancellationToken.None);

    /// <summary>Keeps codes, and counts how often it is asked and how many transactions there are.</summary>
    private sealed class CountingStore : IAppSessionStore, IUnitOfWork
    {
        public List<AppLoginCode> Codes { get; } = [];

        public int Reads { get; set; }

        public int Transactions { get; private set; }

        public void Add(AppLoginCode code) => Codes.Add(code);

        public Task<bool> HasCodeAsync(byte[] hash, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult(Codes.Exists(code => code.Hash.SequenceEqual(hash)));
        }

        public Task<AppLoginCode?> TakeAsync(byte[] hash, CancellationToken cancellationToken)
        {
            var found = Codes.Find(code => code.Hash.SequenceEqual(hash));
            Codes.Remove(found!);
            return Task.FromResult(found);
        }

        public void Add(AppSession session) => throw new NotSupportedException();

        public Task<AppSession?> FindAsync(byte[] hash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemoveOlderAsync(SessionId session, AppPlace place, DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<T>> RunAsync<T>(Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken, Error? onDuplicate = null)
        {
            Transactions++;
            return work(cancellationToken);
        }

        public Task FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool BeforeCommit(Func<CancellationToken, Task> action) => throw new NotSupportedException();

        public void AfterCommit(Action action) => throw new NotSupportedException();
    }
}
