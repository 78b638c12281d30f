using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Server.Http;

/// <summary>Turns results of use cases into HTTP answers.</summary>
internal static class Answers
{
    public static async Task<IResult> ToOk<T>(this Task<Result<T>> task) => (await task).Match(value => Results.Ok(value), Problem.Of);

    public static async Task<IResult> ToCreated<T>(this Task<Result<T>> task, Func<T, string> location) =>
        (await task).Match(value => Results.Created(location(value), value), Problem.Of);

    public static async Task<IResult> ToNoContent(this Task<Result> task) =>
        await task is { IsSuccess: false } refused ? Problem.Of(refused.Error) : Results.NoContent();

    public static async Task<IResult> ToAccepted(this Task<Result> task) =>
        await task is { IsSuccess: false } refused ? Problem.Of(refused.Error) : Results.Accepted();

    /// <summary>With the version as ETag, so that the next change can say what it is based on.</summary>
    public static async Task<IResult> ToVersioned<T>(this Task<Result<T>> task, Func<T, int> version, Func<T, string>? createdAt = null) =>
        (await task).Match<IResult>(value => new VersionedResult<T>(value, version(value), createdAt?.Invoke(value)), Problem.Of);

    private sealed class VersionedResult<T>(T value, int version, string? location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = IfMatch.Format(version);
            var answer = location is null ? Results.Ok(value) : Results.Created(location, value);
            return answer.ExecuteAsync(httpContext);
        }
    }
}
