using System.Text;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using CsCheck;

namespace CatalystAuth.Tokens.Tests;

/// <summary>Whatever becomes of a valid token: it does not verify, and nothing is thrown.</summary>
public sealed class TokenFuzzTests
{
    private static readonly KeyRing[] Rings = [.. JwsAlgorithms.OfAccessTokens.Select(Forge.RingOf)];

    private static readonly string[] Tokens = [.. Rings.Select(ring => TokenMinter.Mint(ring, Forge.Access()))];

    private static readonly Gen<string> Noise = Gen.OneOf(
        Gen.String[Gen.Char['!', '~'], 0, 12],
        Gen.String[0, 6],
        Gen.OneOfConst(".", "..", "=", "==", "\n", "\0", " ", "%2e", "\u200b", "eyJhbGciOiJub25lIn0", "A", "-", "_"));

    // What is done to the text: characters changed, put in, cut out, doubled, turned round, parts exchanged.
    private static readonly Gen<Func<string, string>> Mutations = Gen.OneOf(
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Char['!', '~'], Change),
        Gen.Select(Gen.Int[0, int.MaxValue], Noise, PutIn),
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 40], Cut),
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 40], Double),
        Gen.OneOfConst<Func<string, string>>(
            text => text + ".", text => "." + text, text => text.ToUpperInvariant(), text => text.Replace('-', '+').Replace('_', '/'),
            text => string.Join('.', text.Split('.').Reverse()), text => string.Join('.', text.Split('.').Take(2)) + ".",
            text => text[(text.IndexOf('.', StringComparison.Ordinal) + 1)..], text => $"{text}.{text}", text => text + new string('A', 9000),
            text => "Bearer " + text));

    [Fact]
    public async Task A_mutated_token_never_verifies() =>
        await Gen.Select(Gen.Int[0, Tokens.Length - 1], Mutations.Array[1, 4]).SampleAsync(async (which, mutations) =>
        {
            var text = mutations.Aggregate(Tokens[which], (token, mutate) => mutate(token));
            if (!Tokens.Contains(text))
            {
                (await VerifyAllAsync(text)).ShouldBeFalse(text);
            }
        }, iter: 3000);

    [Fact]
    public async Task The_parts_of_tokens_do_not_fit_each_other()
    {
        var parts = Tokens.Select(token => token.Split('.')).ToArray();
        var any = Gen.Int[0, Tokens.Length - 1];
        await Gen.Select(any, any, any).SampleAsync(async (header, payload, signature) =>
        {
            var text = $"{parts[header][0]}.{parts[payload][1]}.{parts[signature][2]}";
            (await VerifyAllAsync(text)).ShouldBe(Tokens.Contains(text), text);
        }, iter: 100);
    }

    [Fact]
    public async Task A_signed_payload_of_any_bytes_throws_nothing_and_says_nothing() =>
        await Gen.Byte.Array[0, 200].SampleAsync(async bytes =>
            (await Forge.Verifier.VerifyAccessAsync(Rings[1], Forge.Signed(bytes, ring: Rings[1]), Forge.Now)).ShouldBeNull(), iter: 500);

    [Fact]
    public async Task A_signed_payload_that_was_mutated_throws_nothing()
    {
        var payload = Encoding.UTF8.GetBytes(Forge.Payload(Tokens[1]).ToJsonString());
        await Gen.Select(Gen.Int[0, payload.Length - 1], Gen.Byte).Array[1, 3].SampleAsync(async changes =>
        {
            byte[] changed = [.. payload];
            foreach (var (at, with) in changes)
            {
                changed[at] = with;
            }

            // It may say something else and be good: it is signed.
            await Forge.Verifier.VerifyAccessAsync(Rings[1], Forge.Signed(changed, ring: Rings[1]), Forge.Now);
        }, iter: 2000);
    }

    [Fact]
    public void A_header_of_any_bytes_throws_nothing() =>
        Gen.OneOf(Gen.Byte.Array[0, 80], Gen.String.Select(Encoding.UTF8.GetBytes)).Sample(bytes => JwsHeader.Read(bytes).ShouldBeNull(), iter: 2000);

    private static Func<string, string> Change(int at, char with) =>
        text => text.Length == 0 ? text : text.Remove(at % text.Length, 1).Insert(at % text.Length, with.ToString());

    private static Func<string, string> PutIn(int at, string noise) => text => text.Insert(at % (text.Length + 1), noise);

    private static Func<string, string> Cut(int at, int length) =>
        text => text.Length == 0 ? text : text.Remove(at % text.Length, Math.Min(length, text.Length - (at % text.Length)));

    private static Func<string, string> Double(int at, int length) =>
        text => text.Length == 0 ? text : string.Concat(text, text.AsSpan(at % text.Length, Math.Min(length, text.Length - (at % text.Length))));

    private static async Task<bool> VerifyAllAsync(string text)
    {
        var isAny = false;
        foreach (var ring in Rings)
        {
            isAny |= await Forge.Verifier.VerifyAccessAsync(ring, text, Forge.Now) is not null;
            isAny |= await Forge.Verifier.VerifyRefreshAsync(ring, text, Forge.Now) is not null;
            isAny |= await Forge.Verifier.VerifyDecisionAsync(ring, text, Forge.Audience, Forge.Now) is not null;
        }

        return isAny;
    }
}
