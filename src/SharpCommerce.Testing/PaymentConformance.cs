namespace SharpCommerce.Testing;

/// <summary>
/// What every payment plugin has to stand: each case runs the plugin inside SharpCommerce, on a SQLite file of its own, against the author's double of the
/// provider, and afterwards compares the double's books with SharpCommerce's. Needs no test framework: a case that fails throws.
/// </summary>
public static class PaymentConformance
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<PaymentCase> Cases { get; } =
    [
        new("promised_then_captured", BankTricks.None, PaymentCases.CaptureAsync),
        new("taken_at_once", BankTricks.None, PaymentCases.TakeAtOnceAsync),
        new("captured_in_part", BankTricks.None, PaymentCases.CapturePartAsync),
        new("given_up", BankTricks.None, PaymentCases.VoidAsync),
        new("refunded_in_parts_and_never_more_than_was_taken", BankTricks.None, PaymentCases.RefundAsync),
        new("two_refunds_at_once", BankTricks.None, PaymentCases.RefundAtOnceAsync),
        new("declined_then_paid", BankTricks.Declines, PaymentCases.DeclineAsync),
        new("error_after_it_was_done", BankTricks.LosesAnswers, shop => PaymentCases.LoseAnswerAsync(shop, BankFault.ErrorAfter)),
        new("connection_cut_after_it_was_done", BankTricks.LosesAnswers, shop => PaymentCases.LoseAnswerAsync(shop, BankFault.ResetAfter)),
        new("no_answer_after_it_was_done", BankTricks.LosesAnswers, PaymentCases.HangAsync),
        new("a_beginning_that_was_not_heard_of", BankTricks.LosesAnswers, PaymentCases.LoseBeginningAsync),
        new("a_call_that_never_arrived", BankTricks.LosesAnswers, PaymentCases.LoseCallAsync),
        new("a_webhook_settles", BankTricks.Webhooks, PaymentCases.WebhookAsync),
        new("webhooks_twenty_times_and_out_of_order", BankTricks.Webhooks, PaymentCases.WebhookStormAsync),
        new("webhooks_that_are_not_genuine", BankTricks.Webhooks, PaymentCases.ForgedWebhookAsync),
        new("another_amount", BankTricks.MisreportsAmounts, PaymentCases.OtherAmountAsync),
        new("another_currency", BankTricks.MisreportsCurrencies, PaymentCases.OtherCurrencyAsync),
        new("paid_after_the_order_was_called_off", BankTricks.LosesAnswers | BankTricks.ShopperActs, PaymentCases.PayLateAsync),
        new("secrets_stay_secret", BankTricks.None, PaymentCases.SecretsAsync),
    ];
}

/// <summary>One thing that a payment plugin has to stand.</summary>
public sealed class PaymentCase
{
    private readonly Func<ConformanceShop, Task> _run;

    internal PaymentCase(string name, BankTricks needs, Func<ConformanceShop, Task> run) => (Name, Needs, _run) = (name, needs, run);

    /// <summary>What it is about.</summary>
    public string Name { get; }

    /// <summary>What the bank must be able to play.</summary>
    public BankTricks Needs { get; }

    /// <summary>Runs it. The reason when it does not apply to this plugin; null when it passed.</summary>
    /// <param name="bank">A new one; the caller disposes of it.</param>
    /// <exception cref="ConformanceException">The plugin does not stand it.</exception>
    public async Task<string?> RunAsync(PaymentBank bank)
    {
        ArgumentNullException.ThrowIfNull(bank);
        if ((Needs & ~bank.Tricks) is not BankTricks.None and var missing)
            return $"The bank cannot play {missing}.";
        try
        {
            await using var shop = await ConformanceShop.OpenAsync(bank);
            await _run(shop);
            await shop.CompareAsync();
            return null;
        }
        catch (DoesNotApplyException reason)
        {
            return reason.Message;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A plugin does not do what it should.</summary>
/// <param name="message">What was expected, and what came.</param>
public sealed class ConformanceException(string message) : Exception(message);

internal sealed class DoesNotApplyException(string message) : Exception(message);
