using SharpCommerce.Payments;
using SharpCommerce.Payments.Stripe;

namespace SharpCommerce;

/// <summary>Registers Stripe.</summary>
public static class StripeCommerceBuilderExtensions
{
    /// <summary>Offers Stripe to every tenant that has its keys, or whom those of the environment (<c>STRIPE_SECRET_KEY</c> and its like) serve.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The builder.</param>
    public static TBuilder AddStripe<TBuilder>(this TBuilder builder)
        where TBuilder : IPaymentProviderRegistry
    {
        builder.AddPaymentProvider<StripeSettings>(StripeProvider.Id, "Stripe", setup => new StripeProvider(setup));
        return builder;
    }
}
