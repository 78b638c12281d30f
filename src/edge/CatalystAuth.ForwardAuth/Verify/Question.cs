using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Rules;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>What is known of a request so far.</summary>
internal struct Question
{
    public required HttpContext Context { get; init; }

    public required ProxyFlavour Flavour { get; init; }

    /// <summary>The clock's reading when it came; 0 when nobody wants to know how long it takes.</summary>
    public required long Started { get; init; }

    public DateTimeOffset Now { get; set; }

    public ForwardedRequest Request { get; set; }

    public CompiledApp? App { get; set; }

    /// <summary>The app that the proxy asks for, whether there is one or not; nothing when it asks for a domain.</summary>
    public AppId AskedApp { get; init; }

    /// <summary>The domain that one middleware asks for; null when it asks for the app.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether nginx said that it takes more headers of an answer than it does by default.</summary>
    public bool HasLargeBuffer { get; init; }

    /// <summary>The client's host without its port, canonical, once it is known to be the app's.</summary>
    public string HostName { get; set; }

    public CanonicalPath Path { get; set; }

    public PolicyRule? Rule { get; set; }

    /// <summary>The whole <c>Authorization</c> header, when it is a bearer token's.</summary>
    public string? Credential { get; set; }

    /// <summary>The session cookie; empty when there is none, or a bearer token decides.</summary>
    public ReadOnlyMemory<char> Handle { get; set; }

    /// <summary>The decision cookie; empty when there is none, or a bearer token decides.</summary>
    public ReadOnlyMemory<char> Proof { get; set; }

    /// <summary>Whether a cookie decides.</summary>
    public readonly bool IsByCookie => !Handle.IsEmpty || !Proof.IsEmpty;

    /// <summary>Whether it is for forward-auth itself: a browser signs in or out.</summary>
    public bool IsOfSessions { get; set; }

    /// <summary>Whether no credential came.</summary>
    public readonly bool IsAnonymous => Credential is null && !IsByCookie;

    /// <summary>Whether it is a CORS preflight that the app lets pass.</summary>
    public bool IsPreflight { get; set; }

    public Principal? Principal { get; set; }

    public CachedAllow? Allow { get; set; }

    /// <summary>Whether a token had to be verified or an answer to be made.</summary>
    public bool IsMiss { get; set; }

    /// <summary>The path as decisions keep it: as it was sent when it could not be read.</summary>
    public readonly string PathText => Path.Value.IsEmpty ? Request.Uri.Split('?')[0] : Path.Value.ToString();

    /// <summary>Host and port as a browser writes them.</summary>
    public readonly string Authority
    {
        get
        {
            var canonical = AppHost.Canonicalise(Request.Host)!;
            return canonical[HostName.Length..] == (Request.IsHttps ? ":443" : ":80") ? HostName : canonical;
        }
    }

    /// <summary>The origin of the app's pages (RFC 6454).</summary>
    public readonly string Origin => $"{(Request.IsHttps ? "https" : "http")}://{Authority}";

    /// <summary>Whether a code to sign in may travel to the host: by TLS, or within the browser's own machine.</summary>
    public readonly bool MayCarryCode => Request.IsHttps || AppHost.IsLoopback(HostName);

    /// <summary>Where a session at the edge has to be for.</summary>
    public readonly AppPlace Place => new(App!.App.Id, App.App.OrgId, HostName, Domain);

    /// <summary>Who asks; somebody of whom nothing is known when that is nobody.</summary>
    public readonly PolicySubject Subject => Principal?.Subject ?? PolicySubject.Nobody;

    /// <summary>From where and when, once the rule is known. The address is read where it counts.</summary>
    public readonly PolicyContext Circumstances => new(
        Rule!.AsksAddress || !App!.IsLocal ? ForwardedRequest.ReadClientAddress(Context.Request.Headers) : null, Now);

    /// <summary>The question as policy engines get it.</summary>
    public readonly PolicyQuestion ToPolicy() =>
        new(App!.App, Rule!, Subject, new(Request.Method, Request.Host, Path.Value.ToString()), Circumstances)
        {
            SubjectId = Principal?.Token.Subject,
            Credential = Principal?.Token.Id ?? string.Empty,
        };
}
