namespace CatalystAuth.Contracts.Results;

/// <summary>
/// Something that the caller can't decide about failed: a database gone, an identity provider out of reach.
/// Over HTTP it is 503 <c>service.unavailable</c>; forward-auth answers it by denying.
/// </summary>
public sealed class InfraException : Exception
{
    /// <summary>Makes one without a reason.</summary>
    public InfraException() { }

    /// <summary>Makes one with a reason.</summary>
    public InfraException(string message) : base(message) { }

    /// <summary>Makes one with a reason and its cause.</summary>
    public InfraException(string message, Exception innerException) : base(message, innerException) { }
}
