using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;

namespace SharpCommerce;

/// <summary>What a host turns on; engines and plugins extend it.</summary>
/// <param name="services">Where the parts are registered.</param>
/// <param name="options">What the host decides about storage.</param>
public sealed class CommerceBuilder(IServiceCollection services, CommerceOptions options)
{
    /// <summary>Where the parts are registered.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>What the host decides about storage.</summary>
    public CommerceOptions Options { get; } = options;
}
