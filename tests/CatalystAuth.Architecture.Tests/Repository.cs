using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace CatalystAuth.Architecture.Tests;

/// <summary>The source tree that these tests look at.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static IEnumerable<string> Projects(params string[] rooms) => rooms
        .Select(room => Path.Combine(Root, room))
        .Where(Directory.Exists)
        .SelectMany(room => Directory.EnumerateFiles(room, "*.csproj", SearchOption.AllDirectories));

    public static IEnumerable<string> Sources(string directory) => Directory
        .EnumerateFiles(Path.Combine(Root, directory), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    public static IEnumerable<string> References(string project, string element) => XDocument.Load(project)
        .Descendants(element)
        .Select(reference => (string)reference.Attribute("Include")!);

    public static IEnumerable<string> Values(string project, string element) => XDocument.Load(project).Descendants(element).Select(value => value.Value);

    private static string Find([CallerFilePath] string file = "")
    {
        // The build may have mapped source paths away, so look upwards from the program itself.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CatalystAuth.slnx")))
            {
                return folder.FullName;
            }
        }

        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
    }
}
