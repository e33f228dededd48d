namespace SharpCommerce.Products.Import;

/// <summary>Brings a file's variants and a product's together: by options, else by SKU. Variants that the file does not have are kept.</summary>
internal sealed class VariantMerge(ProductPatch patch, ProductInput? current, IReadOnlyDictionary<Id<Variant>, int> reserved, List<ImportRowError> errors)
{
    private readonly OptionMerge _options = new(current?.Options ?? [], patch, isNew: current is null);
    private readonly IReadOnlyList<VariantInput> _existing = current?.Variants ?? [];

    /// <summary>The options and variants with the row that each is from, or null when they do not fit together.</summary>
    public (IReadOnlyList<ProductOption> Options, IReadOnlyList<VariantInput> Variants, IReadOnlyList<int> Rows)? Run()
    {
        var matches = Match();
        var kept = _existing.Except(matches.Values.OfType<VariantInput>()).Select(variant => variant with { Options = _options.Choices(variant, null) }).ToDictionary(variant => variant.Id!.Value);
        if (kept.Count > 0 && !_options.Comparable)
        {
            errors.Add(new(patch.Row, patch.Fields.Options, $"The product has other options ({Names(current!.Options)}) than the file ({Names(patch.Options.Value)}), and its variant " +
                $"\"{Title(kept.Values.First())}\" is not in the file. Give the file all variants, each with its SKU, or remove that variant first."));
            return null;
        }

        var merged = new List<(VariantInput Variant, int Row, VariantPatch? Patch)>();
        foreach (var variant in patch.Variants)
            if (Merge(matches.GetValueOrDefault(variant), variant) is { } one) merged.Add((one, variant.Row, variant));
        if (kept.Count > 0)
        {
            // The file shows only a part, so it cannot say the order.
            var byId = merged.Where(one => one.Variant.Id is not null).ToDictionary(one => one.Variant.Id!.Value);
            merged = [
                .. _existing.Select(variant => byId.TryGetValue(variant.Id!.Value, out var found) ? found : (kept.GetValueOrDefault(variant.Id.Value, variant), patch.Row, null)),
                .. merged.Where(one => one.Variant.Id is null)];
        }
        var options = _options.Result(current, [.. merged.Select(one => one.Variant)], [.. kept.Values]);
        return (options, [.. merged.Select(one => Titled(one.Variant, one.Patch, options))], [.. merged.Select(one => one.Row)]);
    }

    private Dictionary<VariantPatch, VariantInput?> Match()
    {
        var matches = new Dictionary<VariantPatch, VariantInput?>(ReferenceEqualityComparer.Instance);
        var free = _existing.ToHashSet(ReferenceEqualityComparer.Instance);
        var byKey = _existing.Where(variant => _options.Key(variant) is not null).ToLookup(variant => _options.Key(variant)!);
        foreach (var variant in patch.Variants)
            if (_options.Key(variant) is { } key) Take(variant, byKey[key].FirstOrDefault(free.Contains));
        var bySku = _existing.Where(variant => variant.Sku is not null).ToLookup(variant => variant.Sku!, StringComparer.Ordinal);
        foreach (var variant in patch.Variants.Where(variant => !matches.ContainsKey(variant)))
            if (variant.Sku.Value is { } sku) Take(variant, bySku[sku].FirstOrDefault(free.Contains));
        // A file without options means the only variant.
        if (!patch.Options.Is && _existing.Count == 1 && patch.Variants is [{ Options.Count: 0 } only]) Take(only, _existing.FirstOrDefault(free.Contains));
        return matches;

        void Take(VariantPatch variant, VariantInput? existing)
        {
            if (existing is not null && free.Remove(existing)) matches[variant] = existing;
        }
    }

    private VariantInput? Merge(VariantInput? existing, VariantPatch variant)
    {
        var isNew = existing is null;
        if ((variant.Price.Is ? variant.Price.Value : existing?.Price) is not { } price)
        {
            errors.Add(new(variant.Row, patch.Fields.Price, "A new variant needs a price."));
            return null;
        }
        var (track, stock) = Stock(existing, variant);
        return new()
        {
            Id = existing?.Id,
            Title = existing?.Title,
            Options = _options.Choices(existing, variant),
            Sku = ProductMerge.Text(variant.Sku, existing?.Sku, isNew),
            Barcode = ProductMerge.Text(variant.Barcode, existing?.Barcode, isNew),
            Price = price,
            // Zero says as little as nothing, and some files cannot say it.
            CompareAtPrice = Pick(variant.CompareAtPrice, existing?.CompareAtPrice) ?? (existing?.CompareAtPrice is { Amount: 0 } none ? none : null),
            WeightGrams = Pick(variant.WeightGrams, existing?.WeightGrams),
            Taxable = Pick(variant.Taxable, existing?.Taxable ?? true),
            RequiresShipping = Pick(variant.RequiresShipping, existing?.RequiresShipping ?? true),
            TrackStock = track,
            Stock = stock,
        };

        T Pick<T>(Told<T> told, T known) => told.Is || isNew ? told.Value : known;
    }

    /// <summary>A stock below what is promised to orders is refused and stays; the rest of the variant is taken over.</summary>
    private (bool Track, int? Stock) Stock(VariantInput? existing, VariantPatch variant)
    {
        var track = variant.TrackStock ?? (variant.Stock is not null || existing?.TrackStock == true);
        var stock = variant.Stock ?? (track ? existing?.Stock : null);
        var promised = existing is null ? 0 : reserved.GetValueOrDefault(existing.Id!.Value);
        if (promised == 0 || (track && stock >= promised)) return (track, stock);
        errors.Add(new(variant.Row, patch.Fields.Stock, track
            ? $"{promised} units are promised to orders, so the stock cannot be {stock}; it stays at {existing!.Stock}."
            : $"{promised} units are promised to orders, so the stock must stay tracked."));
        return (true, existing!.Stock);
    }

    private static VariantInput Titled(VariantInput variant, VariantPatch? patch, IReadOnlyList<ProductOption> options)
    {
        if (patch is not { Title.Is: true }) return variant;
        var made = options.All(option => variant.Options.ContainsKey(option.Name)) ? ProductWriter.VariantTitle(options, variant.Options) : null;
        return variant with { Title = patch.Title.Value == made ? null : patch.Title.Value };
    }

    private static string Names(IReadOnlyList<ProductOption> options) => options.Count == 0 ? "none" : string.Join(", ", options.Select(option => option.Name));

    private string Title(VariantInput variant)
    {
        var existing = _existing.First(one => one.Id == variant.Id);
        return existing.Title ?? ProductWriter.VariantTitle(current!.Options, existing.Options);
    }
}
