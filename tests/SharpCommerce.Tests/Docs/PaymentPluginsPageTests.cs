using SharpCommerce.Tests.Architecture;
using Xunit;

namespace SharpCommerce.Tests.Docs;

/// <summary>The code in docs/guides/payment-plugins.md is the sample's, which other tests run.</summary>
public sealed class PaymentPluginsPageTests
{
    [Fact]
    public void Every_piece_of_code_stands_in_the_sample()
    {
        var sample = string.Concat(Directory.EnumerateFiles(Path.Combine(Source.Root, "samples", "PaymentPlugin"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(file => Flat(File.ReadAllText(file))));
        var pieces = File.ReadAllText(Path.Combine(Source.Root, "docs", "guides", "payment-plugins.md")).Split("```csharp\n").Skip(1).Select(rest => Flat(rest[..rest.IndexOf("```", StringComparison.Ordinal)])).ToList();
        Assert.True(pieces.Count >= 5);
        Assert.All(pieces, piece => Assert.Contains(piece, sample, StringComparison.Ordinal));
    }

    /// <summary>Without indentation, which depends on where a piece stands.</summary>
    private static string Flat(string code) => string.Concat(code.Split('\n').Select(line => line.Trim() + '\n').Where(line => line.Length > 1));
}
