namespace SharpCommerce.Payments;

/// <summary>Where a plugin says what it offers. A host's builder is one; by it a plugin needs to know these contracts alone.</summary>
public interface IPaymentProviderRegistry
{
    /// <summary>Offers a way to pay to every tenant that has its settings, or whom the environment's serve.</summary>
    /// <typeparam name="TSettings">A record whose text properties carry <see cref="PaymentSettingAttribute"/>.</typeparam>
    /// <param name="id">What <c>complete</c> and the address of its webhooks name: lower_snake, and never another one afterwards.</param>
    /// <param name="name">What people read.</param>
    /// <param name="make">Makes the provider for one call; what it throws for settings that it cannot use (<see cref="FormatException"/>) makes the provider absent.</param>
    void AddPaymentProvider<TSettings>(string id, string name, Func<PaymentSetup<TSettings>, IPaymentProvider> make);
}
