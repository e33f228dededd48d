namespace SharpCommerce.Core.Limits;

/// <summary>Counts attempts that may turn out to be failures: <see cref="LocalAttempts"/> those of this node, Redis those of all.</summary>
internal interface IAttemptCounters
{
    /// <summary>Counts an attempt and answers null; or, while there is a pause, counts nothing and says how long it lasts. One indivisible step.</summary>
    Task<TimeSpan?> TryBeginAsync(string key, AttemptRule rule);

    /// <summary>Takes one attempt back, with the pause that it brought.</summary>
    Task TakeBackAsync(string key);

    /// <summary>Forgets all attempts of this key.</summary>
    Task ForgetAsync(string key);
}
