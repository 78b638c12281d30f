namespace CatalystAuth.Testing;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root: the folder with <c>CatalystAuth.slnx</c>, upwards from the tests.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException("There is no CatalystAuth.slnx above the tests.");

    /// <summary>Reads a file of it.</summary>
    public static string Read(params ReadOnlySpan<string> path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CatalystAuth.slnx")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
