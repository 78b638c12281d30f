namespace CatalystAuth.Server.Tests.Servers;

/// <summary>Asks forward-auth as a proxy would.</summary>
internal static class Gate
{
    public static async Task<Answer> AskGateAsync(
        this TestServer server, string app, string path, string? token = null, string host = "app.localhost")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.ForwardAuthUrl, $"/fa/caddy/{app}"));
        request.Headers.Add("X-Forwarded-Method", "GET");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-Host", host);
        request.Headers.Add("X-Forwarded-Uri", path);
        if (token is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {token}");
        }

        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
