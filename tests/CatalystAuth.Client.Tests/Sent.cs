namespace CatalystAuth.Client.Tests;

/// <summary>A request as it arrived.</summary>
internal sealed record Sent(string Route, string Query, string? Token, string? IfMatch, string? MediaType, string Body)
{
    public static async Task<Sent> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        return new(
            $"{request.Method} {uri.AbsolutePath}", uri.Query, request.Headers.Authorization?.ToString(),
            request.Headers.IfMatch.ToString(), request.Content?.Headers.ContentType?.MediaType, body);
    }

    /// <summary>The fields of a form.</summary>
    public Dictionary<string, string> Form() => Body.Split('&').Select(field => field.Split('=')).ToDictionary(
        field => Uri.UnescapeDataString(field[0]), field => Uri.UnescapeDataString(field[1].Replace('+', ' ')));
}
