using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>The official OpenAPI files, which are beside the repository or where <c>FAKEPAY_SPECS</c> says, if anywhere.</summary>
internal static class Specifications
{
    internal static string? Folder { get; } = Find();

    internal static void SkipWithout() => Assert.SkipWhen(Folder is null, "The official OpenAPI files are not here; FAKEPAY_SPECS names their folder.");

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FAKEPAY_SPECS") is { Length: > 0 } named)
            return named;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SharpCommerce.slnx")))
            root = root.Parent;
        var beside = Path.Combine(root?.Parent?.FullName ?? "", "shared", "specs");
        return Directory.Exists(beside) ? beside : null;
    }
}
