namespace SharpCommerce.Products.Import;

/// <summary>Keeps a spreadsheet from running a cell as a formula: an apostrophe in front, which reading takes off again.</summary>
/// <remarks>
/// A cell that already starts with apostrophes before such a character gets one more, so what is read is always what was written.
/// Codes (article numbers and barcodes) also lose the apostrophe that shops put before digits to save their leading zeros.
/// </remarks>
internal static class FormulaGuard
{
    private const string Starts = "=+-@\t\r\n";

    public static string Protect(string cell, bool code = false) => NeedsGuard(cell, code, apostrophes: 0) ? "'" + cell : cell;

    public static string Unprotect(string cell, bool code = false) => NeedsGuard(cell, code, apostrophes: 1) ? cell[1..] : cell;

    private static bool NeedsGuard(string cell, bool code, int apostrophes)
    {
        var rest = cell.AsSpan().TrimStart('\'');
        var found = cell.Length - rest.Length;
        if (rest.IsEmpty || found < apostrophes) return false;
        if (code && found > 0 && !rest.ContainsAnyExceptInRange('0', '9')) return true;
        return Starts.Contains(rest[0], StringComparison.Ordinal) && (found > 0 || !IsPlainNumber(rest));
    }

    private static bool IsPlainNumber(ReadOnlySpan<char> cell)
    {
        var digits = cell[0] is '+' or '-' ? cell[1..] : cell;
        var point = digits.IndexOf('.');
        if (point > 0 && point < digits.Length - 1) return IsDigits(digits[..point]) && IsDigits(digits[(point + 1)..]);
        return IsDigits(digits);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
