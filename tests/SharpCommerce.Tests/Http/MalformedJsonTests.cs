using System.Text;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Tenancy;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>Documents that are no JSON, and such that are but mean nothing here.</summary>
public sealed class MalformedJsonTests
{
    private static readonly string[] NoJson =
    [
        "[1 true]", "[1,,2]", "[,1]", "[1,]", "[1", "[1}", "]", "[", "[[", "[\"x\"", "[-]", "[-01]", "[01]", "[0.]", "[.5]", "[1e]", "[1e+]", "[0e]", "[1.0e-]", "[+1]", "[0x1]", "[1_0]", "[Infinity]", "[-Infinity]", "[NaN]", "[1 000]", "[--1]",
        "[tru]", "[True]", "[nul]", "[fals]", "[undefined]", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\"::1}", "{:1}", "{1:1}", "{a:1}", "{'a':1}", "{\"a\":1,}", "{\"a\":1,,}", "{,\"a\":1}", "{\"a\":1 \"b\":2}", "{\"a\":1", "{", "}", "{}}", "{\"a\":1}#",
        "{\"a\":1}//", "/**/{}", "{\"a\":/*x*/1}", "{\"a\":1}{}", "{}[]", "[\"\\x\"]", "[\"\\u\"]", "[\"\\u12\"]", "[\"\\u00G0\"]", "[\"\\\"]", "[\"\\a\"]", "['a']", "[\"a\nb\"]", "[\"a\tb\"]", "[\"\u0001\"]", "\"", "\"a", "a", "\\u0022a\\u0022", "*", "<a/>",
        "[\u2060]", "\u2060", "\u00a0{}", "\f{}", "{\"a\":\"b\"}x", "{\"a\":true false}", "[1]]", "{\"\\uD800\":}", "({})", "&#123;&#125;", "\0", "{\0}", "{\"a\":1e}", "${1}", "%7B%7D", "a=1&b=2", "---\na: 1",
    ];

    private static readonly string[] Pointless =
    [
        "[]", "1", "-0", "\"\"", "true", "false", "{\"a\":{}}", "[[[[[]]]]]", "{\"\":0}", "[1e400]", "{\"a\":1e-400}", "{\"a\":123456789012345678901234567890}", "{\"\\u0000\":1}", "{\"\\ud800\":1}", "{\"a\":\"\\udfff\"}", "{\"a\":[1,\"\\ud83d\"]}", "{\"__proto__\":{}}",
        "{\"$type\":\"System.Object\"}", "{\"$id\":\"1\",\"$ref\":\"1\"}", "[{\"$values\":[]}]", "{\"a\":1,\"a\":1}",
    ];

    [Theory, EachEngine, Trait("Category", "Slow")]
    public async Task They_are_refused_by_every_call_that_reads_JSON(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        var faults = new List<string>();
        foreach (var operation in (await Operation.AllAsync(shop.Shop.Server)).Where(operation => operation.TakesJson))
        {
            var address = await operation.AddressAsync(shop);
            foreach (var body in NoJson.Concat(Pointless).Select(Encoding.UTF8.GetBytes).Concat(Bytes()))
            {
                using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
                var answer = await operation.CallAsync(shop, address, content);
                if (answer.Status != 400 || answer.Code != "validation_failed")
                    faults.Add($"{operation} takes {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(40, body.Length)))}: {answer.Status} {answer.Text}");
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>What is no text in UTF-8, and what is in other encodings.</summary>
    private static IEnumerable<byte[]> Bytes()
    {
        yield return [.. "{\"a\":\""u8, 0xff, .. "\"}"u8];
        yield return [.. "{\"a\":\""u8, 0xc0, 0xaf, .. "\"}"u8];
        yield return [.. "{\"a\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8];
        yield return [.. "{\""u8, 0xe9, .. "\":1}"u8];
        yield return [0xff];
        yield return [0x00];
        yield return Encoding.Unicode.GetBytes("{\"a\":1}");
        yield return Encoding.UTF32.GetBytes("{\"a\":1}");
        yield return Encoding.ASCII.GetBytes(new string('[', 100_000));
        yield return Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("[{\"\":", 10_000)));
    }
}
