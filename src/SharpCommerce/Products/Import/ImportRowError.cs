namespace SharpCommerce.Products.Import;

/// <summary>Something in an import file that was not taken as it stands, told so that a person finds it in a spreadsheet or a text editor.</summary>
/// <param name="Row">The physical line of the file on which the row starts; the header is line 1. Line breaks inside quoted cells count, so after
/// a multi-line description this is the line number of a text editor, which is then higher than the row number of a spreadsheet.</param>
/// <param name="Field">The column as the file's header spells it, or empty when the whole row or the whole file is meant.</param>
/// <param name="Message">One sentence that says what is wrong and what to write instead.</param>
public sealed record ImportRowError(int Row, string Field, string Message);

/// <summary>A column that holds values for which there is no place yet; its values were left out.</summary>
/// <param name="Column">The column as the file's header spells it.</param>
/// <param name="Rows">How many rows hold a value in it that differs from the column's default.</param>
public sealed record ImportIgnoredColumn(string Column, int Rows);
