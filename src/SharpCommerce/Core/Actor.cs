namespace SharpCommerce.Core;

/// <summary>Who acts in the current scope; what records of changes name.</summary>
public sealed class Actor
{
    /// <summary><c>system</c> until somebody is known.</summary>
    public string Name { get; internal set; } = "system";
}
