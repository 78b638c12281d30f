using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core;
using CatalystAuth.Core.Actors;
using CatalystAuth.Server.Mail;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Texts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Portal;

/// <summary>What every page of the portal knows.</summary>
/// <param name="Texts">The words, in the reader's language.</param>
/// <param name="Me">Who is signed in; null for nobody.</param>
/// <param name="Path">The page's path.</param>
/// <param name="Now">The time.</param>
public sealed record PortalView(CatalystTexts Texts, Me? Me, string Path, DateTimeOffset Now)
{
    /// <summary>What the form that led here left to tell.</summary>
    public Flash Flash { get; init; } = Flash.None;

    /// <summary>How the installation is called.</summary>
    public required string Product { get; init; }

    /// <summary>Whether mails stay on this machine, and the reader may see them.</summary>
    public bool HasMailbox { get; init; }

    /// <summary>Who is signed in, as <c>AuthorizeView</c> and what is made of it ask for it.</summary>
    public Task<AuthenticationState> Authentication { get; } = Task.FromResult(new AuthenticationState(PortalPrincipal.Of(Me)));

    /// <summary>Loads it for a request; for handlers, which name it as a parameter.</summary>
    public static async ValueTask<PortalView?> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        Me? me = null;
        if (services.GetRequiredService<CallContext>().Actor is Actor.User)
        {
            // Who may not be read any more, as somebody banned just now, is nobody.
            (await services.GetRequiredService<ICatalyst>().Me.GetAsync(context.RequestAborted)).TryGet(out me, out _);
        }

        var path = context.Request.Path.Value ?? "/";
        var view = new PortalView(PortalTexts.Of(context.Request, me?.Profile?.Locale), me, path, services.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            Product = services.GetRequiredService<IOptions<ProductOptions>>().Value.Name,
            HasMailbox = services.GetRequiredService<MailboxAccess>().Open(context) is not null,
        };
        if (HttpMethods.IsGet(context.Request.Method))
        {
            view = view with { Flash = services.GetRequiredService<Flashes>().Take(context) };
        }

        context.Features.Set(view);
        return view;
    }
}
