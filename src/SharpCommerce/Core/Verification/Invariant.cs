using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Verification;

/// <summary>A rule that the rows of every tenant obey, whatever happened to the processes that wrote them.</summary>
/// <param name="Id">The rule's group, such as <c>I6</c>; stays the same over versions.</param>
/// <param name="Name">What holds.</param>
/// <param name="Breaches">Selects one text for each breach. One statement is one snapshot, so it may run beside a busy server.</param>
/// <param name="Arguments">The statement's values for <c>$2</c> onwards.</param>
internal sealed record Invariant(string Id, string Name, SqlStatement Breaches, params object?[] Arguments)
{
    internal SqlCall Call => Breaches.With(Arguments);
}
