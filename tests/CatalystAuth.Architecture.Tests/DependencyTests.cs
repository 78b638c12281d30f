namespace CatalystAuth.Architecture.Tests;

/// <summary>Who may know whom. The table is the law; a new project is added here first.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Contracts"] = [],
        ["Tokens"] = ["Contracts"],
        ["Core"] = ["Contracts", "Tokens"],
        ["Storage"] = ["Contracts", "Core"],
        ["Identity.Embedded"] = ["Contracts", "Core"],
        ["Caching.Redis"] = ["Contracts", "Core"],
        ["Mail"] = ["Contracts", "Core"],
        ["Webhooks"] = ["Contracts", "Core"],
        ["ForwardAuth"] = ["Contracts", "Tokens", "Core"],
        ["Server"] = ["Contracts", "Tokens", "Core", "Storage", "Identity.Embedded", "Caching.Redis", "Mail", "Webhooks", "ForwardAuth", "Blazor"],
        ["Cli"] = ["Contracts", "Core", "Client"],
        ["Blazor"] = ["Contracts"],
        ["Client"] = ["Contracts"],
        ["AspNetCore"] = ["Contracts", "Tokens", "Client"],
    };

    // Core and below stay free of HTTP, SQL and vendors: these are all the packages they may have.
    private static readonly Dictionary<string, string[]> MayUsePackages = new()
    {
        ["Contracts"] = [],
        ["Tokens"] = ["NSec.Cryptography", "System.IO.Hashing"],
        ["Core"] =
        [
            "Microsoft.Extensions.Caching.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Diagnostics", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
        ],
        ["Client"] = ["Microsoft.Extensions.Http"],
    };

    public static TheoryData<string> Projects => [.. Repository.Projects("src").Select(Repository.Relative).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_table_and_the_tree_hold_the_same_projects() =>
        Repository.Projects("src").Select(NameOf).Order(StringComparer.Ordinal).ShouldBe(MayReference.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        var path = Path.Combine(Repository.Root, project);
        var references = Repository.References(path, "ProjectReference").Select(NameOf);

        references.Except(MayReference[NameOf(path)]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_pure_project_uses_only_the_packages_it_may(string project)
    {
        var path = Path.Combine(Repository.Root, project);
        if (!MayUsePackages.TryGetValue(NameOf(path), out var allowed))
        {
            return;
        }

        Repository.References(path, "PackageReference").Except(allowed).ShouldBeEmpty();
        Repository.References(path, "FrameworkReference").ShouldBeEmpty();
    }

    // A package that names one which is nowhere can't be installed.
    [Fact]
    public void What_an_sdk_references_is_a_package_too() =>
        Repository.Projects("src/sdk")
            .SelectMany(sdk => Repository.References(sdk, "ProjectReference").Select(reference => Path.Combine(Path.GetDirectoryName(sdk)!, reference)))
            .Where(project => !Repository.Values(project, "IsPackable").Contains("true"))
            .Select(NameOf)
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folder_project_and_namespace_have_one_name(string project)
    {
        var path = Path.Combine(Repository.Root, project);
        var name = Path.GetFileNameWithoutExtension(path);
        var folder = Path.GetDirectoryName(path)!;

        Path.GetFileName(folder).ShouldBe(name);
        foreach (var file in Repository.Sources(folder).Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal)))
        {
            var feature = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace('/', '.');
            var expected = feature == "." ? name : $"{name}.{feature}";
            var declared = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            (declared ?? $"namespace {expected};").ShouldBe($"namespace {expected};", Repository.Relative(file));
        }
    }

    [Fact]
    public void Every_dependency_has_its_line()
    {
        var lines = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dependencies.md"));
        var packages = Repository.References(Path.Combine(Repository.Root, "Directory.Packages.props"), "PackageVersion");

        packages.Where(package => !lines.Contains($"`{package}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string NameOf(string project) =>
        Path.GetFileNameWithoutExtension(project.Replace('\\', '/'))["CatalystAuth.".Length..];
}
