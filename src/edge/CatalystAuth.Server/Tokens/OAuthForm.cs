using Microsoft.AspNetCore.Http.Features;

namespace CatalystAuth.Server.Tokens;

/// <summary>
/// The parameters of a call of <c>/oauth/*</c> (RFC 6749 §3.2): in the body, each once, small. An empty one counts as absent.
/// </summary>
internal sealed class OAuthForm
{
    private const string MediaType = "application/x-www-form-urlencoded";
    private const int MaxSize = 32 * 1024;

    // The longest parameter is a token or a list of scopes.
    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = 32,
        KeyLengthLimit = 64,
        ValueLengthLimit = 16 * 1024,
        BufferBodyLengthLimit = MaxSize,
    };

    private readonly IFormCollection _form;

    private OAuthForm(IFormCollection form) => _form = form;

    /// <summary>A parameter; null when it is absent.</summary>
    public string? this[string name] => _form[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>Reads them, or says why they can't be.</summary>
    public static async Task<(OAuthForm? Form, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        var request = context.Request;

        // What stands in an address is kept in logs and histories.
        if (request.QueryString.HasValue)
        {
            return (null, OAuthAnswers.Invalid("Parameters are sent in the body, and none in the address."));
        }

        if (!request.HasFormContentType || request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, OAuthAnswers.Invalid($"The parameters are sent as {MediaType}."));
        }

        if (request.ContentLength > MaxSize)
        {
            return (null, TooLarge);
        }

        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = MaxSize;
            }

            var form = await new FormFeature(request, Limits).ReadFormAsync(context.RequestAborted);

            // Whichever of two is meant, somebody on the way may have read the other.
            return form.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated
                ? (null, OAuthAnswers.Invalid($"The parameter {repeated} stands twice."))
                : (new(form), null);
        }
        catch (InvalidDataException)
        {
            return (null, OAuthAnswers.Invalid("The form is malformed or too large."));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge);
        }
    }

    private static IResult TooLarge => OAuthAnswers.Invalid($"The form is larger than {MaxSize} bytes.", StatusCodes.Status413PayloadTooLarge);
}
