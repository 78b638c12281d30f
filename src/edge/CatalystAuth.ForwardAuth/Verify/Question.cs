using CatalystAuth.Core.Apps;
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

    public CanonicalPath Path { get; set; }

    public PolicyRule? Rule { get; set; }

    public string? Credential { get; set; }

    public Principal? Principal { get; set; }

    public CachedAllow? Allow { get; set; }

    /// <summary>Whether a token had to be verified or an answer to be made.</summary>
    public bool IsMiss { get; set; }

    /// <summary>The path as decisions keep it: as it was sent when it could not be read.</summary>
    public readonly string PathText => Path.Value.IsEmpty ? Request.Uri.Split('?')[0] : Path.Value.ToString();

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
