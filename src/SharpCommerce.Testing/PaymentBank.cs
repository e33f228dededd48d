using SharpCommerce.Inbound;
using SharpCommerce.Payments;

namespace SharpCommerce.Testing;

/// <summary>
/// The provider that stands behind a payment plugin in its tests: a double of it with books of its own, which the kit compares with what SharpCommerce has.
/// Made anew for every case.
/// </summary>
public abstract class PaymentBank : IAsyncDisposable
{
    /// <summary>The id under which the plugin is registered.</summary>
    public abstract string ProviderId { get; }

    /// <summary>What it can play; cases that need more are skipped by name.</summary>
    public abstract BankTricks Tricks { get; }

    /// <summary>The shop's settings, by the names of the plugin's fields.</summary>
    public abstract IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Every payment in which something was promised or taken, as the bank has it.</summary>
    public abstract IReadOnlyList<BankPayment> Payments { get; }

    /// <summary>Registers the plugin.</summary>
    /// <param name="registry">Where.</param>
    public abstract void AddTo(IPaymentProviderRegistry registry);

    /// <summary>A variable of the operator's environment, such as the address of the double.</summary>
    /// <param name="name">Its name.</param>
    public virtual string? Environment(string name) => null;

    /// <summary>What happens to the next calls that move money.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">To how many calls, repetitions included.</param>
    public virtual Task NextAsync(BankFault fault, int times = 1) => throw new NotSupportedException();

    /// <summary>Does what the shopper has to do, well or so that it is declined.</summary>
    /// <param name="action">What the plugin said that there is to do.</param>
    /// <param name="declines">Whether the bank says no.</param>
    public virtual Task ActAsync(NextAction action, bool declines = false) => throw new NotSupportedException();

    /// <summary>The last message that the provider sent about a payment.</summary>
    /// <param name="payment">The payment.</param>
    public virtual Task<InboundRequest> WebhookAsync(BankPayment payment) => throw new NotSupportedException();

    /// <summary>From now on the bank says that payments are for something else than it was asked for.</summary>
    /// <param name="distort">Makes what it says of what was asked for.</param>
    public virtual void Misreport(Func<Money, Money> distort) => throw new NotSupportedException();

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>What a <see cref="PaymentBank"/> can play.</summary>
[Flags]
public enum BankTricks
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>It declines: a call (<see cref="BankFault.Decline"/>), or what the shopper does.</summary>
    Declines = 1,

    /// <summary>It does what it is told, and its answer is lost.</summary>
    LosesAnswers = 2,

    /// <summary>It sends webhooks.</summary>
    Webhooks = 4,

    /// <summary>It says another amount than it was asked for.</summary>
    MisreportsAmounts = 8,

    /// <summary>It says another currency than it was asked for.</summary>
    MisreportsCurrencies = 16,

    /// <summary>The shopper acts before money is promised.</summary>
    ShopperActs = 32,
}

/// <summary>What goes wrong with a call that moves money.</summary>
public enum BankFault
{
    /// <summary>The way to pay is refused.</summary>
    Decline,

    /// <summary>It is carried out, and the answer is an error of the server.</summary>
    ErrorAfter,

    /// <summary>It is carried out, and the connection breaks.</summary>
    ResetAfter,

    /// <summary>It is carried out, and there is no answer.</summary>
    HangAfter,

    /// <summary>It is not carried out, and there is no answer that says so.</summary>
    LostBefore,
}

/// <summary>A payment as the bank has it. Amounts in minor units.</summary>
/// <param name="ProviderId">Its id.</param>
/// <param name="Promised">What is promised and neither captured nor given up.</param>
/// <param name="Captured">What was taken, all in all.</param>
/// <param name="Refunded">What was given back of it.</param>
public sealed record BankPayment(string ProviderId, long Promised, long Captured, long Refunded);
