using SharpCommerce.Payments;
using SharpCommerce.Payments.PayPal;

namespace SharpCommerce;

/// <summary>Registers PayPal.</summary>
public static class PayPalCommerceBuilderExtensions
{
    /// <summary>Offers PayPal to every tenant that has its credentials, or whom those of the environment (<c>PAYPAL_CLIENT_ID</c> and its like) serve.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The builder.</param>
    public static TBuilder AddPayPal<TBuilder>(this TBuilder builder)
        where TBuilder : IPaymentProviderRegistry
    {
        builder.AddPaymentProvider<PayPalSettings>(PayPalProvider.Id, "PayPal", setup => new PayPalProvider(setup));
        return builder;
    }
}
