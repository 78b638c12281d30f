using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Mail;

/// <summary>
/// Whose look a mail has that was asked for on the way to somewhere: by whoever asked, so it has that look only where its reader may know of it
/// (<see cref="Templates.MailBrands"/>).
/// </summary>
/// <param name="Org">The organisation (id or slug), as it was named.</param>
/// <param name="App">The app, whose organisation it is when none is named.</param>
public sealed record MailLook(string? Org, AppId? App = null);
