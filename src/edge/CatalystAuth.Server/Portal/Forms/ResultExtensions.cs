using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Server.Portal.Forms;

internal static class ResultExtensions
{
    /// <summary>Whether it succeeded, for forms that go on alike whatever came of it.</summary>
    public static Result WithoutValue<T>(this Result<T> result) => result.TryGet(out _, out var refusal) ? Result.Success : refusal;
}
