using SharpCommerce.Core.Data;
using SharpCommerce.Payments;
using SharpCommerce.Tests.Docs;
using Xunit;

namespace SharpCommerce.Tests.Payments;

/// <summary>The page of payments says which status may follow which; <c>UPDATE_DOCS=1</c> writes it.</summary>
public sealed class PaymentStateTests
{
    private const string Page = "docs/payments.md";
    private const string Begin = "<!-- The table is made from the code. -->\n";
    private const string End = "<!-- Until here. -->\n";

    [Fact]
    public void The_table_of_states_is_on_its_page()
    {
        var text = Repository.Read(Page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var table = "\n| status | may become |\n|---|---|\n" + string.Concat(Enum.GetValues<PaymentStatus>().Select(from =>
            $"| `{SnakeEnum<PaymentStatus>.Write(from)}` | {string.Join(", ", PaymentTransitions.From(from).Select(to => $"`{SnakeEnum<PaymentStatus>.Write(to)}`"))} |\n")) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Page), text[..begin] + table + text[end..]);
        else
            Assert.Equal(table, text[begin..end]);
    }

    [Fact]
    public void Nothing_that_was_decided_becomes_undecided()
    {
        foreach (var from in Enum.GetValues<PaymentStatus>().Except([PaymentStatus.Pending, PaymentStatus.RequiresAction]))
            Assert.DoesNotContain(PaymentTransitions.From(from), to => to is PaymentStatus.Pending or PaymentStatus.RequiresAction);
    }
}
