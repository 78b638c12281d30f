using System.Globalization;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Http;
using Microsoft.Net.Http.Headers;

namespace CatalystAuth.Server.Audit;

/// <summary>Sends an export while it is made. When it can't go on the connection breaks: a part is not taken for the whole.</summary>
internal sealed class ExportResult(AuditExport export) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using (export)
        {
            var response = httpContext.Response;
            response.ContentType = $"{export.MediaType}; charset=utf-8";
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = export.FileName }.ToString();
            response.Headers[AuditHeaders.Total] = export.Total.ToString(CultureInfo.InvariantCulture);
            await export.Content.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }
}

/// <summary>Answers with an export.</summary>
internal static class ExportAnswers
{
    public static async Task<IResult> ToFile(this Task<Result<AuditExport>> task) =>
        (await task).Match<IResult>(export => new ExportResult(export), Problem.Of);
}
