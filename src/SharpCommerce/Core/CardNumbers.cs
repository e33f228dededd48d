using System.Text.RegularExpressions;

namespace SharpCommerce.Core;

/// <summary>
/// Finds numbers of payment cards in what people write, so that none is ever stored. A number counts if it has a network's prefix and length, its check digit is
/// right and it is written as cards are: without gaps or in their groups, and not as a part of a longer number or word. One in fifty other numbers of 16 digits looks
/// like that as well, so fields that hold codes are not looked at.
/// </summary>
internal static partial class CardNumbers
{
    private const int ShortestNumber = 14;

    internal static bool Contains(string text)
    {
        if (text.Length < ShortestNumber)
            return false;
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (HasCheckDigit(text.AsSpan(match.Index, match.Length)))
                return true;
        }
        return false;
    }

    private static bool HasCheckDigit(ReadOnlySpan<char> number)
    {
        var (sum, position) = (0, 0);
        for (var i = number.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(number[i]))
                continue;
            var digit = (number[i] - '0') * (position++ % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>Visa, Mastercard, Discover, JCB and UnionPay in groups of four; American Express in 4-6-5.</summary>
    [GeneratedRegex(
        """
        (?<![\w.,+-]) (?:
            (?: 4[0-9]{3} | 5[1-5][0-9]{2} | 222[1-9] | 22[3-9][0-9] | 2[3-6][0-9]{2} | 27[01][0-9] | 2720 | 6011 | 64[4-9][0-9] | 65[0-9]{2} | 62[0-9]{2} | 352[89] | 35[3-8][0-9] )
            (?<gap>[ -]?) [0-9]{4} \k<gap> [0-9]{4} \k<gap> [0-9]{4}
          | 3[47][0-9]{2} (?<gap>[ -]?) [0-9]{6} \k<gap> [0-9]{5}
        ) (?![\w-]|[.,][0-9])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Candidate();
}
