namespace CatalystAuth.Contracts.Users;

/// <summary>What is known of a user, being written while it is read. Dispose of it, also when it is not read to its end.</summary>
/// <param name="content">The bytes.</param>
/// <param name="fileName">What to call it.</param>
public sealed class AccountExport(Stream content, string fileName) : IAsyncDisposable
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/json";

    /// <summary>One JSON document. A read throws when the rest can't be had; a document without its end is no whole one.</summary>
    public Stream Content => content;

    /// <summary>What to call it.</summary>
    public string FileName => fileName;

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => content.DisposeAsync();
}
