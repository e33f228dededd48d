using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Mail;
using SharpCommerce.Events;
using SharpCommerce.Inbound;

namespace SharpCommerce;

/// <summary>What a host turns on; engines and plugins extend it.</summary>
/// <param name="services">Where the parts are registered.</param>
/// <param name="options">What the host decides about storage and limits.</param>
public sealed class CommerceBuilder(IServiceCollection services, CommerceOptions options)
{
    /// <summary>Where the parts are registered.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>What the host decides about storage and limits.</summary>
    public CommerceOptions Options { get; } = options;

    /// <summary>Lets a class act on what happens in shops; see <see cref="IEventConsumer"/>.</summary>
    /// <typeparam name="T">The consumer: made anew for every event, in a scope of the event's tenant.</typeparam>
    public CommerceBuilder AddEventConsumer<T>()
        where T : class, IEventConsumer
    {
        Services.AddScoped<IEventConsumer, T>();
        return this;
    }

    /// <summary>Takes in what somebody sends to tenants; see <see cref="IInboundSource"/>.</summary>
    /// <typeparam name="T">The source: made anew for every message, in a scope of the message's tenant.</typeparam>
    public CommerceBuilder AddInboundSource<T>()
        where T : class, IInboundSource
    {
        Services.AddScoped<IInboundSource, T>();
        return this;
    }

    internal Func<IServiceProvider, IEmailSender>? EmailSender { get; private set; }

    /// <summary>Sends mail in this way; the last call counts. A queue stands before it, so it may take its time and throw.</summary>
    /// <param name="make">Makes the one that sends.</param>
    public CommerceBuilder UseEmailSender(Func<IServiceProvider, IEmailSender> make)
    {
        EmailSender = make;
        return this;
    }
}
