using System.Globalization;
using CatalystAuth.Contracts.Paging;

namespace CatalystAuth.Client.Transport;

/// <summary>Makes the paths of routes so that no value can leave its place in them.</summary>
internal static class Route
{
    /// <summary>The path of an interpolated template; every value in it is escaped.</summary>
    /// <exception cref="ArgumentException">A value is empty or a dot segment: the path would be another route's.</exception>
    public static string Of(FormattableString template)
    {
        object?[] parts = [.. template.GetArguments().Select(Escape)];
        return string.Format(CultureInfo.InvariantCulture, template.Format, parts);
    }

    /// <summary>The path with the query of a page; what is not set stays out.</summary>
    public static string WithPage(string path, PageRequest? page)
    {
        if (page is null)
        {
            return path;
        }

        var limited = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={page.Limit}");
        return page.Cursor is null ? limited : $"{limited}&cursor={Uri.EscapeDataString(page.Cursor)}";
    }

    /// <summary>The path with parameters of the query; what is null stays out.</summary>
    public static string WithQuery(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                path = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
            }
        }

        return path;
    }

    private static string Escape(object? value) => value?.ToString() switch
    {
        null or "" or "." or ".." => throw new ArgumentException(
            "A part of the address is empty or a dot segment; name what the call is about."),
        var text => Uri.EscapeDataString(text),
    };
}
