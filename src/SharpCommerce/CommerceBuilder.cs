using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Mail;
using SharpCommerce.Core.Schedules;
using SharpCommerce.Events;
using SharpCommerce.Inbound;
using SharpCommerce.Payments;

namespace SharpCommerce;

/// <summary>What a host turns on; engines and plugins extend it.</summary>
/// <param name="services">Where the parts are registered.</param>
/// <param name="options">What the host decides about storage and limits.</param>
public sealed class CommerceBuilder(IServiceCollection services, CommerceOptions options) : IPaymentProviderRegistry
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

    /// <summary>Offers a way to pay to every tenant that has its settings, or whom the environment's serve.</summary>
    /// <typeparam name="TSettings">A record whose text properties carry <see cref="PaymentSettingAttribute"/>.</typeparam>
    /// <param name="id">What <c>complete</c> and the address of its webhooks name: lower_snake, and never another one afterwards.</param>
    /// <param name="name">What people read.</param>
    /// <param name="make">Makes the provider for one call. What it throws for settings that it cannot use (<see cref="ArgumentException"/>, <see cref="FormatException"/>) makes the provider absent.</param>
    /// <exception cref="ArgumentException">The id is no name.</exception>
    public CommerceBuilder AddPaymentProvider<TSettings>(string id, string name, Func<PaymentSetup<TSettings>, IPaymentProvider> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        if (!PaymentProviders.IdPattern().IsMatch(id) || id == ManualProvider.Id || id.Contains('-', StringComparison.Ordinal))
            throw new ArgumentException($"'{id}' cannot be the id of a payment provider.", nameof(id));
        PaymentServices.Add(Services, new PaymentPlugin<TSettings>(id, name, make));
        return this;
    }

    void IPaymentProviderRegistry.AddPaymentProvider<TSettings>(string id, string name, Func<PaymentSetup<TSettings>, IPaymentProvider> make) => AddPaymentProvider(id, name, make);

    /// <summary>Does work again and again, once for all nodes together. Operators see it at <c>/platform/schedules</c>.</summary>
    /// <param name="work">What and when.</param>
    public CommerceBuilder AddRecurringWork(RecurringWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Services.AddSingleton(work);
        return this;
    }
}
