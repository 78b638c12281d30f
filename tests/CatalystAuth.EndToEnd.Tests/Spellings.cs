namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Names of headers as some programs behind a proxy take them for the same.</summary>
internal static class Spellings
{
    /// <summary>Each way to write a name with hyphens, underscores and dots between its words.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        var spellings = new List<string> { string.Empty };
        foreach (var c in name)
        {
            spellings = c == '-'
                ? [.. spellings.SelectMany(begun => new[] { begun + '-', begun + '_', begun + '.' })]
                : [.. spellings.Select(begun => begun + c)];
        }

        return spellings;
    }
}
