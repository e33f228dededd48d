using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Tests.Docs;
using Xunit;

namespace SharpCommerce.Tests.Events;

/// <summary>The page of events says what the catalog says; <c>UPDATE_DOCS=1</c> writes it.</summary>
public sealed class EventsPageTests
{
    private const string Page = "docs/api/events.md";
    private const string Heading = "## Types\n";

    [Fact]
    public void Every_type_is_on_its_page_with_what_it_tells()
    {
        var text = Repository.Read(Page);
        var written = text[(text.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length)..];
        var table = "\n| type | told when | `data` |\n|---|---|---|\n" + string.Concat(CommerceEvents.Catalog.Types.Select(type => $"| `{type.Name}` | {type.When} | `{type.Example.ToJsonString(Options)}` |\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Page), text[..^written.Length] + table);
        else
            Assert.Equal(table, written);
    }

    private static JsonSerializerOptions Options { get; } = new(ModelExtensions.Json) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
