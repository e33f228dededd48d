using System.Globalization;
using System.Text;

namespace SharpCommerce.Products;

/// <summary>
/// How alike a typed text and a product's words are, by shared trigrams: for each typed word, the share of its trigrams that the
/// closest word has, averaged. The same idea and threshold as PostgreSQL's <c>word_similarity</c>.
/// </summary>
internal sealed class WordSimilarity(string text)
{
    /// <summary>From here on two texts count as alike, in millionths.</summary>
    internal const int Threshold = 280_000;

    private readonly HashSet<string>[] _typed = [.. Words(text).Select(Trigrams)];

    internal static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var c in ProductText.Decompose(text))
        {
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
        if (word.Length > 0)
            yield return word.ToString();
    }

    /// <summary>The likeness in millionths.</summary>
    internal int Score(string other)
    {
        if (_typed.Length == 0)
            return 0;
        var words = Words(other).Select(Trigrams).ToList();
        return words.Count == 0 ? 0 : _typed.Sum(typed => words.Max(word => 1_000_000 * typed.Count(word.Contains) / typed.Count)) / _typed.Length;
    }

    private static HashSet<string> Trigrams(string word)
    {
        var padded = $"  {word} ";
        return [.. Enumerable.Range(0, padded.Length - 2).Select(i => padded.Substring(i, 3))];
    }
}
