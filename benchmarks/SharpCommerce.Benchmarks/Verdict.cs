using System.Globalization;
using System.Text;

namespace SharpCommerce.Benchmarks;

/// <summary>A table of what was measured, what was wanted, and whether it is so.</summary>
internal sealed class Verdict(string title)
{
    private readonly StringBuilder _text = new StringBuilder().AppendLine(title).AppendLine().AppendLine("| measured | | target |").AppendLine("|---|---|---|");

    /// <summary>A figure without a target.</summary>
    public Verdict Note(string what, FormattableString value) => Row(what, value, "");

    public Verdict AtMost(string what, double value, double most, string format = "0.##") =>
        Row(what, $"{value.ToString(format, CultureInfo.InvariantCulture)}", $"≤ {most.ToString(CultureInfo.InvariantCulture)}: {(value <= most ? "met" : "missed")}");

    public Verdict AtLeast(string what, double value, double least, string format = "0.##") =>
        Row(what, $"{value.ToString(format, CultureInfo.InvariantCulture)}", $"≥ {least.ToString(CultureInfo.InvariantCulture)}: {(value >= least ? "met" : "missed")}");

    public override string ToString() => _text.ToString();

    private Verdict Row(string what, FormattableString value, string target)
    {
        _text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {value.ToString(CultureInfo.InvariantCulture)} | {target} |");
        return this;
    }
}
