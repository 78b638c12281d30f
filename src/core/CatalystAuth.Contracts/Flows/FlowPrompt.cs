namespace CatalystAuth.Contracts.Flows;

/// <summary>One thing that an identity provider asks for in a step. All of it is text, and none of it markup.</summary>
/// <param name="Key">Names the answer in <c>values</c>; of the provider's choosing, 1 to 100 characters.</param>
/// <param name="Type">One of <see cref="FlowPromptTypes"/>; one that is not known is shown as <c>text</c>.</param>
/// <param name="Label">What is asked for, in words.</param>
public sealed record FlowPrompt(string Key, string Type, string Label)
{
    /// <summary>Whether it has to be answered.</summary>
    public bool Required { get; init; }

    /// <summary>An example, shown while nothing is typed.</summary>
    public string? Placeholder { get; init; }

    /// <summary>What is filled in already, or shown where the type is <c>static</c>.</summary>
    public string? Value { get; init; }

    /// <summary>A hint, shown beside it.</summary>
    public string? Help { get; init; }

    /// <summary>What can be chosen, where the type is <c>select</c> or <c>radio</c>.</summary>
    public IReadOnlyList<FlowChoice>? Choices { get; init; }

    /// <summary>Without what is filled in, so that no log can carry it.</summary>
    public override string ToString() => $"FlowPrompt {{ Key = {Key}, Type = {Type} }}";
}

/// <summary>One of several answers to a prompt.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Label">What it is called.</param>
public sealed record FlowChoice(string Value, string Label);

/// <summary>How prompts are asked.</summary>
public static class FlowPromptTypes
{
    /// <summary>One line.</summary>
    public const string Text = "text";

    /// <summary>Several lines.</summary>
    public const string TextArea = "textarea";

    /// <summary>An e-mail address.</summary>
    public const string Email = "email";

    /// <summary>The name of an account.</summary>
    public const string Username = "username";

    /// <summary>A password; never filled in or shown.</summary>
    public const string Password = "password";

    /// <summary>A number, as text.</summary>
    public const string Number = "number";

    /// <summary>Yes or no: the answer <c>true</c> or <c>false</c>; left out it is no.</summary>
    public const string Checkbox = "checkbox";

    /// <summary>One of the choices, in a list.</summary>
    public const string Select = "select";

    /// <summary>One of the choices, side by side.</summary>
    public const string Radio = "radio";

    /// <summary>A date (RFC 3339, <c>full-date</c>).</summary>
    public const string Date = "date";

    /// <summary>A date and a time without a zone, as <c>2026-11-27T09:30</c>.</summary>
    public const string DateTime = "datetime";

    /// <summary>Not shown: sent back as it is, or filled in by the page, such as the token of a captcha.</summary>
    public const string Hidden = "hidden";

    /// <summary>Only shown; it is no answer.</summary>
    public const string Static = "static";
}
