using System.Text;

namespace CatalystAuth.Testing;

/// <summary>The fenced blocks of a document, so that what the document shows is what is tested.</summary>
public static class MarkdownBlocks
{
    /// <summary>The blocks of one language below one heading (until the next heading of the same rank), in their order.</summary>
    public static IReadOnlyList<string> Read(string markdown, string heading, string language)
    {
        var rank = heading[..(heading.IndexOf(' ', StringComparison.Ordinal) + 1)];
        var blocks = new List<string>();
        StringBuilder? block = null;
        var inSection = false;
        var inFence = false;
        foreach (var line in markdown.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (block is not null)
                {
                    blocks.Add(block.ToString());
                    block = null;
                }
                else if (!inFence && inSection && line.TrimEnd() == $"```{language}")
                {
                    block = new StringBuilder();
                }

                inFence = !inFence;
            }
            else if (inFence)
            {
                block?.Append(line).Append('\n');
            }
            else if (line.StartsWith(rank, StringComparison.Ordinal))
            {
                inSection = line.TrimEnd() == heading;
            }
        }

        return blocks;
    }
}
