using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Policies;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>An allowed answer that is good for some seconds: its headers, ready to be sent.</summary>
internal sealed class CachedAllow(
    PolicyRule rule, DecisionId id, KeyValuePair<string, StringValues>[] headers, DateTimeOffset refreshAt, KeyRing ring)
{
    /// <summary>The keys as they were when it was signed.</summary>
    public KeyRing Ring => ring;

    public PolicyRule Rule => rule;

    public DecisionId Id => id;

    /// <summary>When it is made anew, well before its decision token expires.</summary>
    public DateTimeOffset RefreshAt => refreshAt;

    /// <summary>About how much memory it takes: text of two bytes a character, and an object for each header.</summary>
    public long Bytes { get; } = headers.Sum(header => 64L + (2 * header.Value.ToString().Length));

    public void Write(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentLength = 0;
        var target = response.Headers;
        target.CacheControl = "no-store";
        foreach (var (name, value) in headers)
        {
            target[name] = value;
        }
    }
}
