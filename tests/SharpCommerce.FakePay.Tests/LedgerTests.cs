using SharpCommerce.FakePay.Faults;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>The outside truth outlives the process.</summary>
public sealed class LedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fakepay-").FullName;

    private string File(string name) => Path.Combine(_folder, name);

    [Fact]
    public async Task A_restart_knows_payments_keys_events_and_accounts()
    {
        string intent, order, root;
        await using (var shop = await OpenAsync())
        {
            shop.Fake.AddAccount(FakeAccount.Named("other"));
            intent = (await shop.PayAsync(Shop.Payment(capture: "manual"), "k1")).Id;
            order = (await shop.PayPal.OrderAsync("CAPTURE")).Id!;
            await shop.Fake.ApproveOrderAsync(order);
            root = shop.Fake.PayPalRootCertificatePem;
        }
        await using (var shop = await OpenAsync())
        {
            Assert.Equal(intent, (await shop.PayAsync(Shop.Payment(capture: "manual"), "k1")).Id);
            await shop.Intents.CaptureAsync(intent, cancellationToken: Shop.Cancel);
            Assert.Equal(201, (await shop.PayPal.PostAsync($"/v2/checkout/orders/{order}/capture", key: "c")).Status);
            Assert.Equal(["authorization 2000 EUR", "capture 2000 EUR", "authorization 2000 EUR", "capture 2000 EUR"], shop.Movements());
            Assert.Equal([1, 2, 3, 4], shop.Fake.Ledger.Select(entry => entry.Sequence));
            Assert.Contains(shop.Fake.Accounts, account => account.Name == "other");
            Assert.Equal(root, shop.Fake.PayPalRootCertificatePem);
        }
    }

    [Fact]
    public async Task An_entry_is_in_the_file_before_the_answer()
    {
        await using var shop = await OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.ChargeThenHang, Count = 1 });
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Shop.Cancel);
        var hanging = shop.Intents.CreateAsync(Shop.Payment(), cancellationToken: leaves.Token);
        await Eventually.TrueAsync(() => ReadLedger().Length == 2);
        Assert.False(hanging.IsCompleted);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task What_a_crash_cut_off_is_dropped_and_the_ledger_gets_what_the_journal_has()
    {
        await using (var shop = await OpenAsync())
        {
            await shop.PayAsync(Shop.Payment());
            await shop.PayAsync(Shop.Payment());
        }
        var ledger = ReadLedger();
        Assert.Equal(4, ledger.Length);
        // The crash came while the ledger's third line was written, and with half a line in the journal.
        await System.IO.File.WriteAllTextAsync(File("ledger.ndjson"), $"{ledger[0]}\n{ledger[1]}\n{ledger[2][..20]}", Shop.Cancel);
        await System.IO.File.AppendAllTextAsync(File("journal.ndjson"), """{"items":[{"kind":"str""", Shop.Cancel);
        await using (var shop = await OpenAsync())
        {
            Assert.Equal(ledger, ReadLedger());
            await shop.PayAsync(Shop.Payment());
            Assert.Equal(6, shop.Fake.Ledger.Count);
        }
        await using (var shop = await OpenAsync())
            Assert.Equal(6, shop.Fake.Ledger.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<Shop> OpenAsync() => Shop.OpenAsync(new() { Folder = _folder });

    private string[] ReadLedger()
    {
        using var reader = new StreamReader(new FileStream(File("ledger.ndjson"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
