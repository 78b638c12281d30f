using System.Security.Claims;
using System.Text.Json;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.ForwardAuth;

/// <summary>Lets the identity headers of forward-auth through when they are proven, and nobody else's.</summary>
internal sealed class ForwardedIdentityMiddleware(RequestDelegate next, ForwardedIdentity identity, IOptions<CatalystForwardAuthOptions> options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var verified = await identity.VerifyAsync(context.Request.Headers, context.RequestAborted);
        var isProven = verified.TryGet(out var principal, out var refusal);
        Strip(context.Request.Headers, isProven);
        if (!isProven && (options.Value.RequireDecision || refusal!.Kind == ErrorKind.Unavailable))
        {
            await RefuseAsync(context, refusal!);
            return;
        }

        context.User = principal ?? new ClaimsPrincipal(new ClaimsIdentity());
        await next(context);
    }

    // Other spellings of the names are the same ones to code behind CGI and the like, and never ours.
    private static void Strip(IHeaderDictionary headers, bool keepsOurs)
    {
        foreach (var name in headers.Keys.Where(name => IsIdentity(name) && !(keepsOurs && name.Contains('-', StringComparison.Ordinal) && !name.AsSpan().ContainsAny('_', '.'))).ToList())
        {
            headers.Remove(name);
        }
    }

    private static bool IsIdentity(string name) =>
        name.StartsWith('X') || name.StartsWith('x')
            ? IdentityHeaders.All.Contains(name.Replace('_', '-').Replace('.', '-'), StringComparer.OrdinalIgnoreCase)
            : false;

    private static async Task RefuseAsync(HttpContext context, Error refusal)
    {
        var response = context.Response;
        response.StatusCode = refusal.Kind == ErrorKind.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status401Unauthorized;
        response.Headers.CacheControl = "no-store";
        if (refusal.Kind == ErrorKind.Unavailable)
        {
            response.Headers.RetryAfter = "1";
        }

        // Without reflection, which an application may have switched off.
        response.ContentType = "application/problem+json";
        using var body = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteNumber("status", response.StatusCode);
            json.WriteString("detail", refusal.Message);
            json.WriteString("code", refusal.Code);
            json.WriteEndObject();
        }

        await response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }
}
