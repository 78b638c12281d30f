using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Revocations;
using CatalystAuth.Core.Revocations;
using CatalystAuth.Server.Events;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace CatalystAuth.Server.Revocations;

/// <summary>What verifiers outside of the house follow. Like the key set it is for everybody: it is signed, and says nothing without a token at hand.</summary>
internal static class RevocationEndpoints
{
    public static void MapRevocations(this IEndpointRouteBuilder routes)
    {
        var revocations = routes.MapGroup("/v1/revocations").AllowAnonymous().WithTags("Revocations");
        revocations.MapGet("", ReadAsync)
            .Answers<RevocationPage>().Refuses(400, 429, 503)
            .Describes("readRevocations", "What verifiers must stop believing, signed: all of it, or what came behind a cursor, for which it waits some seconds.");
        revocations.MapGet("/stream", (long? after, [FromHeader(Name = "Last-Event-ID")] long? last) => new RevocationStreamResult(last ?? after))
            .AnswersFile(EventStreamResult.MediaType).Refuses(400, 429, 503)
            .Describes("streamRevocations", "What verifiers must stop believing, signed, as it becomes known (Server-Sent Events); the id of each lets a verifier go on.");
    }

    private static async Task<IResult> ReadAsync(HttpContext context, long? after, RevocationBroadcast broadcast, FollowerPlaces places, CancellationToken ct)
    {
        using var place = places.TryTake(AddressOf(context));
        if (place is null)
        {
            return Problem.Of(RevocationRefusals.TooMany);
        }

        if (broadcast.Since(after) is not { } news)
        {
            return Problem.Of(RevocationRefusals.Unavailable);
        }

        // The next comes within a second, or there is nobody to tell it.
        context.Response.Headers.CacheControl = "no-store";
        if (news.AsOf == after)
        {
            try
            {
                news = await news.Next.WaitAsync(RevocationRefusals.LongestWait, ct);
            }
            catch (TimeoutException)
            {
                return Problem.Of(RevocationRefusals.Unavailable);
            }
        }

        return Results.Ok(new RevocationPage(news.Messages, news.AsOf));
    }

    public static string AddressOf(HttpContext context) => $"{context.Connection.RemoteIpAddress}";
}

internal static class RevocationRefusals
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static readonly Error TooMany = new(
        RevocationErrorCodes.TooManyFollowers, "This node tells revocations to as many verifiers as it may. Try another node, or later.", ErrorKind.TooMany);

    public static readonly Error Unavailable = new(
        RequestErrorCodes.Unavailable, "Revocations can't be read now. A verifier that knows none for longer than the bound believes no token.",
        ErrorKind.Unavailable);
}
