using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>
/// Before anything is measured: both servers give the same answers, and PostgreSQL sees the same statements from both equally often.
/// So the baseline neither cheats nor lags behind the product.
/// </summary>
internal sealed class SameWork(Database database, Seeder seeder, ServerProcess product, ServerProcess baseline)
{
    private const int Repetitions = 20;
    private const int Attempts = 4;

    public async Task CheckAsync()
    {
        var carts = await seeder.AddCartsAsync(Repetitions * (1 + (2 * 2 * Attempts)), hot: false);
        var random = new SplitMix(2);
        await SameAsync("list", n => Scenario.Get(Shop(n), "products"), JsonNode.DeepEquals);
        await SameAsync("detail", n => Scenario.Get(Shop(n), $"products/{Shop(n).ProductSlugs[n]}"), JsonNode.DeepEquals);
        var words = Enumerable.Range(0, Repetitions).Select(_ => Uri.EscapeDataString(ShopMaker.SearchWords(random))).ToArray();
        await SameAsync("search", n => Scenario.Get(Shop(n), $"products?q={words[n]}"), JsonNode.DeepEquals);
        await SameAsync("cart", n => Scenario.Get(carts[n].Shop, $"carts/{carts[n].Id}"), JsonNode.DeepEquals);
        // These change something, so every call has a cart of its own and the answers are alike, not equal.
        var next = Repetitions;
        await SameAsync("add-line", n => Scenario.AddLine(carts[next++], n), Alike);
        await SameAsync("complete", _ => Scenario.Complete(carts[next++], "complete"), Alike);
    }

    private Shop Shop(int n) => seeder.Shops[n % seeder.Shops.Length];

    private async Task SameAsync(string name, Func<int, byte[]> request, Func<JsonNode, JsonNode, bool> same)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (productAnswers, productStatements) = await AskAsync(product, request);
            var (baselineAnswers, baselineStatements) = await AskAsync(baseline, request);
            for (var n = 0; n < Repetitions; n++)
            {
                if (!same(JsonNode.Parse(productAnswers[n])!, JsonNode.Parse(baselineAnswers[n])!))
                    throw new InvalidDataException($"{name}: the answers differ.\nproduct:  {productAnswers[n]}\nbaseline: {baselineAnswers[n]}");
            }
            var different = productStatements.Except(baselineStatements).Select(only => $"product:  {only}").Concat(baselineStatements.Except(productStatements).Select(only => $"baseline: {only}")).ToList();
            if (different.Count == 0)
                return;
            // The product's own background work may have come in between, but not every time.
            if (attempt == Attempts)
                throw new InvalidDataException($"{name}: the statements differ.\n{string.Join('\n', different)}");
        }
    }

    private async Task<(string[] Answers, List<string> Statements)> AskAsync(ServerProcess server, Func<int, byte[]> request)
    {
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("SELECT pg_stat_statements_reset()");
        var answers = new string[Repetitions];
        for (var n = 0; n < Repetitions; n++)
            answers[n] = await SendAsync(server, request(n));
        // The product looks tenants up now and then, which is no part of a request, and every connection is reset between two uses.
        var statements = await connection.QueryAsync(
            "SELECT calls, query FROM pg_stat_statements WHERE userid = 'sharpcommerce_app'::regrole AND query NOT LIKE '%FROM tenants%' AND query NOT LIKE '%pg_advisory_unlock_all%' ORDER BY query",
            row => string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(0)} x {row.GetString(1)}"));
        return (answers, statements);
    }

    /// <summary>The same members.</summary>
    private static bool Alike(JsonNode left, JsonNode right) => Shape(left) == Shape(right);

    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(',', members.Select(member => member.Key + Shape(member.Value))) + "}",
        JsonArray items => "[" + (items.Count > 0 ? Shape(items[0]) : "") + "]",
        _ => "",
    };

    internal static async Task<string> SendAsync(ServerProcess server, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address);
        var stream = client.GetStream();
        var text = Encoding.ASCII.GetString(request).Replace("\r\nHost:", "\r\nConnection: close\r\nHost:", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        var split = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (!answer.StartsWith("HTTP/1.1 20", StringComparison.Ordinal))
            throw new InvalidDataException($"{server.Name}: {text.Split("\r\n")[0]} was answered\n{answer}");
        return answer[..split].Contains("chunked", StringComparison.OrdinalIgnoreCase) ? Unchunk(answer[(split + 4)..]) : answer[(split + 4)..];
    }

    // Sizes count bytes; all that the seed writes is ASCII.
    private static string Unchunk(string body)
    {
        var text = new StringBuilder();
        for (var at = 0; ;)
        {
            var end = body.IndexOf("\r\n", at, StringComparison.Ordinal);
            var size = int.Parse(body.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
                return text.ToString();
            text.Append(body, end + 2, size);
            at = end + 2 + size + 2;
        }
    }
}
