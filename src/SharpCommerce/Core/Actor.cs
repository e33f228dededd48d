namespace SharpCommerce.Core;

/// <summary>Who acts in the current scope and from where; what records of changes name.</summary>
public sealed class Actor
{
    /// <summary><c>system</c> until somebody is known; then <c>user:</c>, <c>api_key:</c> or <c>operator:</c> and an id, or <c>shopper</c>.</summary>
    public string Name { get; internal set; } = "system";

    /// <summary>The network address of the caller; null in process.</summary>
    public string? Address { get; internal set; }

    /// <summary>The <c>X-Request-Id</c> of the call; null in process.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Whether the scope serves staff or operators: their changes go into the audit log.</summary>
    public bool IsAdministrative { get; internal set; }

    /// <summary>The name of the operation that is called, such as <c>updateProduct</c>; null in process.</summary>
    public string? Operation { get; internal set; }

    /// <summary>Whether the call has its audit entry already.</summary>
    internal bool HasEntry { get; set; }
}
