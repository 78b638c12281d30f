using System.Text.Json;

namespace CatalystAuth.Tokens.Tests.Vectors;

/// <summary>
/// Published test vectors. They are no part of this repository: they lie in the folder that CATALYST_VECTORS names, or in
/// shared/vectors beside or above the repository. A run without them passes, and says so.
/// </summary>
internal static class VectorFiles
{
    private static readonly string? Folder = Find();

    /// <summary>A file's content; null, said on the console, when there is none.</summary>
    public static JsonElement? Read(string name)
    {
        if (Folder is null || !File.Exists(Path.Combine(Folder, name)))
        {
            Console.WriteLine($"   vectors not found: {name} was not tested");
            return null;
        }

        return JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, name)));
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CATALYST_VECTORS") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "shared", "vectors");
            if (Directory.Exists(found))
            {
                return found;
            }
        }

        return null;
    }
}
