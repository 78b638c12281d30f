using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Idempotency;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Idempotency;
using CatalystAuth.Server.Http;
using Microsoft.AspNetCore.Authorization;

namespace CatalystAuth.Server.Idempotency;

/// <summary>
/// Lets an authenticated <c>POST</c> under <c>/v1</c> carry an <c>Idempotency-Key</c>. Stands behind authorization, so that who
/// asks is known; elsewhere the header means nothing.
/// </summary>
internal static class IdempotencyMiddleware
{
    // Above the largest body, so that none is written to a temporary file: it may carry a secret.
    private const int BufferInMemory = 1024 * 1024;

    private static readonly byte[] Newline = "\n"u8.ToArray();

    public static IApplicationBuilder UseIdempotency(this IApplicationBuilder app) => app.Use((context, next) =>
        Applies(context) ? RunAsync(context, next) : next(context));

    /// <summary>Whether a route takes the header.</summary>
    public static bool Applies(string? method, string? path, IEnumerable<object> metadata) =>
        method is not null && HttpMethods.IsPost(method) && path is not null
        && path.TrimStart('/').StartsWith("v1/", StringComparison.OrdinalIgnoreCase)
        && metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any() && !metadata.OfType<NotIdempotent>().Any();

    /// <summary>Has a route ignore the header: what its body says is too secret for even its fingerprint to be kept.</summary>
    public static RouteHandlerBuilder IgnoresIdempotency(this RouteHandlerBuilder route) => route.WithMetadata(new NotIdempotent());

    private sealed record NotIdempotent;

    private static bool Applies(HttpContext context) =>
        context.Request.Headers.ContainsKey(IdempotencyHeaders.Key)
        && context.GetEndpoint() is { } endpoint && Applies(context.Request.Method, context.Request.Path, endpoint.Metadata);

    private static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[IdempotencyHeaders.Key] is not [{ } key] || !IdempotencyHeaders.IsValidKey(key))
        {
            await Problem.WriteAsync(context, IdempotencyRefusals.InvalidKey);
            return;
        }

        var calls = context.RequestServices.GetRequiredService<IdempotentCalls>();
        var fingerprint = await FingerprintAsync(context.Request, context.RequestAborted);
        var begun = await calls.BeginAsync(key, fingerprint, context.Request.Path, context.RequestAborted);
        if (!begun.TryGet(out var earlier, out _) || earlier.Answer is not null)
        {
            await WriteEarlierAsync(context, begun);
            return;
        }

        var answer = await CaptureAsync(context, next);
        if (context.RequestServices.GetRequiredService<IdempotencyScope>().Lost)
        {
            await WriteEarlierAsync(context, await calls.YieldAsync(context.Request.Path, context.RequestAborted));
            return;
        }

        await calls.FinishAsync(answer);
        await WriteBodyAsync(context, answer);
    }

    /// <summary>
    /// The answer is held back until it is stored: one that was sent can be given again. It is made to its end even when the caller
    /// goes away meanwhile, since they will ask again.
    /// </summary>
    private static async Task<StoredAnswer> CaptureAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var (outside, aborted) = (response.Body, context.RequestAborted);
        using var buffer = new MemoryStream();
        response.Body = buffer;
        context.RequestAborted = CancellationToken.None;
        try
        {
            await next(context);
            await response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        finally
        {
            response.Body = outside;
            context.RequestAborted = aborted;
        }

        return new(
            response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag, buffer.ToArray());
    }

    private static Task WriteEarlierAsync(HttpContext context, Result<Earlier> earlier)
    {
        if (!earlier.TryGet(out var found, out var refusal))
        {
            if (refusal.Code == RequestErrorCodes.IdempotencyInProgress)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            return Problem.WriteAsync(context, refusal);
        }

        var answer = found.Answer!;
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.Location = answer.Location;
        response.Headers.ETag = answer.ETag;
        response.Headers[IdempotencyHeaders.Replayed] = "true";
        return WriteBodyAsync(context, answer);
    }

    // Writing nothing would start the answer, and a bare status would never become a problem.
    private static Task WriteBodyAsync(HttpContext context, StoredAnswer answer) =>
        answer.Body.Length == 0 ? Task.CompletedTask : context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();

    private static async Task<byte[]> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(BufferInMemory);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}{request.QueryString}"));
        hash.AppendData(Newline);
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                hash.AppendData(chunk, 0, read);
            }
        }
        finally
        {
            // Bodies may carry secrets.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
