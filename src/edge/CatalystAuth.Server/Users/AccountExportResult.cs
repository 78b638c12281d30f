using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Http;
using Microsoft.Net.Http.Headers;

namespace CatalystAuth.Server.Users;

/// <summary>Sends an export while it is made. When it can't go on the connection breaks: a part is not taken for the whole.</summary>
internal sealed class AccountExportResult(AccountExport export) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using (export)
        {
            var response = httpContext.Response;
            response.ContentType = $"{AccountExport.MediaType}; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = export.FileName }.ToString();
            await export.Content.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }
}

/// <summary>Answers with an export.</summary>
internal static class AccountExportAnswers
{
    public static async Task<IResult> ToFile(this Task<Result<AccountExport>> task) =>
        (await task).Match<IResult>(export => new AccountExportResult(export), Problem.Of);
}
