using System.Net;
using System.Text;
using CatalystAuth.AspNetCore.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.AspNetCore.Tests.Tokens;

public sealed class IssuerKeysTests : IDisposable
{
    private const string Jwks =
        """{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"k1","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}""";

    private readonly FakeTimeProvider _clock = new();
    private readonly Issuer _issuer = new();
    private readonly IssuerKeys _keys;

    public IssuerKeysTests() => _keys = new(_issuer, new Uri("https://auth.example.com"), _clock, NullLogger<IssuerKeys>.Instance);

    public void Dispose()
    {
        _keys.Dispose();
        _issuer.Dispose();
    }

    [Fact]
    public async Task While_the_issuer_hangs_all_wait_for_one_try()
    {
        _issuer.Hangs = true;
        var asked = Enumerable.Range(0, 8).Select(_ => _keys.FindAsync("k1", TestContext.Current.CancellationToken).AsTask()).ToList();
        await _issuer.IsAskedAsync(1);

        _clock.Advance(TimeSpan.FromSeconds(5));

        (await Task.WhenAll(asked)).ShouldAllBe(keys => keys == null);
        _issuer.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_that_are_known_are_given_at_once_while_they_are_read_anew()
    {
        (await _keys.FindAsync("k1", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        _issuer.Hangs = true;
        _clock.Advance(TimeSpan.FromMinutes(6));

        var found = _keys.FindAsync("k1", TestContext.Current.CancellationToken);

        found.IsCompletedSuccessfully.ShouldBeTrue();
        (await found).ShouldNotBeNull();
        await _issuer.IsAskedAsync(2);
        (await _keys.FindAsync("k1", TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    private sealed class Issuer : HttpMessageHandler, IHttpClientFactory
    {
        private readonly SemaphoreSlim _asked = new(0);
        private int _requests;

        public bool Hangs { get; set; }

        public int Requests => Volatile.Read(ref _requests);

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        public async Task IsAskedAsync(int times)
        {
            while (Requests < times)
            {
                (await _asked.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            _asked.Release();
            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return new(HttpStatusCode.OK) { Content = new StringContent(Jwks, Encoding.UTF8, "application/json") };
        }

        protected override void Dispose(bool disposing)
        {
            _asked.Dispose();
            base.Dispose(disposing);
        }
    }
}
