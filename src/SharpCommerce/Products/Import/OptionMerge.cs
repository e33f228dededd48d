namespace SharpCommerce.Products.Import;

/// <summary>Which option of a file is which of the product, and how their values are spelled: as in the file, so that a corrected spelling arrives everywhere.</summary>
internal sealed class OptionMerge
{
    private readonly IReadOnlyList<ProductOption> _existing;
    private readonly IReadOnlyList<ProductOption> _told;
    private readonly bool _declares;
    private readonly ProductOption?[] _counterparts;
    private readonly string[] _names;
    private readonly Dictionary<string, string>[] _spellings;

    public OptionMerge(IReadOnlyList<ProductOption> existing, ProductPatch patch, bool isNew)
    {
        var keeps = !patch.Options.Is && !isNew;
        _existing = existing;
        _told = keeps ? existing : patch.Options.Value;
        _declares = patch.DeclaresValues && !keeps;
        _counterparts = keeps ? [.. existing] : Counterparts();
        Comparable = _existing.Count == _told.Count && Array.TrueForAll(_counterparts, other => other is not null);
        _names = [.. _told.Select((option, i) => _counterparts[i] is { } other && other.Name.Trim() == option.Name ? other.Name : option.Name)];
        _spellings = [.. _told.Select((option, i) => Spelling(option, i, patch))];
    }

    /// <summary>Whether the file has as many options as the product, so that variants can be told apart by them.</summary>
    public bool Comparable { get; }

    /// <summary>What two variants have in common that choose the same; null when the file does not say it all.</summary>
    public string? Key(VariantPatch patch) => Key(i => Chosen(patch, i));

    /// <inheritdoc cref="Key(VariantPatch)"/>
    public string? Key(VariantInput existing) => Key(i => existing.Options[_counterparts[i]!.Name]);

    /// <summary>What a variant chooses in the end; lacks options for which nobody names a value.</summary>
    public Dictionary<string, string> Choices(VariantInput? existing, VariantPatch? patch)
    {
        var choices = new Dictionary<string, string>();
        for (var i = 0; i < _told.Count; i++)
        {
            var value = patch is null ? null : Chosen(patch, i);
            value ??= existing is not null && _counterparts[i] is { } other ? existing.Options[other.Name] : null;
            if (value is not null) choices[_names[i]] = _spellings[i].GetValueOrDefault(value, value);
        }
        return choices;
    }

    /// <summary>The options with all values that the file and the variants need.</summary>
    public IReadOnlyList<ProductOption> Result(ProductInput? current, IReadOnlyList<VariantInput> variants, IReadOnlyList<VariantInput> kept) =>
        [.. _told.Select((option, i) => new ProductOption(_names[i], Values(option, i, current, _declares ? kept : variants)))];

    private List<string> Values(ProductOption option, int index, ProductInput? current, IReadOnlyList<VariantInput> users)
    {
        var used = users.Where(variant => variant.Options.ContainsKey(_names[index])).Select(variant => variant.Options[_names[index]]).Distinct().ToList();
        var values = new List<string>();
        if (_declares)
            values.AddRange(option.Values.Select(value => _spellings[index].GetValueOrDefault(value, value)));
        else if (_counterparts[index] is { } other)
        {
            // A value that no variant ever used was put there on purpose; one that the last variant has just left was not.
            var before = (current?.Variants ?? []).Select(variant => variant.Options[other.Name]).ToHashSet(Loose.Comparer);
            values.AddRange(other.Values.Where(value => used.Contains(_spellings[index][value]) || !before.Contains(value)).Select(value => _spellings[index][value]));
        }
        values.AddRange(used.Where(value => !values.Contains(value)));
        return values;
    }

    private string? Key(Func<int, string?> choice)
    {
        if (!Comparable) return null;
        var choices = _told.Select((_, i) => choice(i)?.Trim().ToUpperInvariant()).ToArray();
        return choices.Contains(null) ? null : string.Join('\u001F', choices);
    }

    private string? Chosen(VariantPatch patch, int index)
    {
        foreach (var (name, value) in patch.Options)
            if (Loose.Comparer.Equals(name, _told[index].Name)) return value;
        return null;
    }

    /// <summary>By name first; with as many options on both sides, what is left goes by place, as after a change of a name.</summary>
    private ProductOption?[] Counterparts()
    {
        var counterparts = _told.Select(option => _existing.FirstOrDefault(other => Loose.Comparer.Equals(other.Name, option.Name))).ToArray();
        if (_existing.Count != _told.Count) return counterparts;
        var left = new Queue<ProductOption>(_existing.Where(option => !counterparts.Contains(option)));
        for (var i = 0; i < counterparts.Length; i++)
            if (counterparts[i] is null && left.TryDequeue(out var other)) counterparts[i] = other;
        return counterparts;
    }

    private Dictionary<string, string> Spelling(ProductOption option, int index, ProductPatch patch)
    {
        var spelling = new Dictionary<string, string>(Loose.Comparer);
        var existing = _counterparts[index]?.Values ?? [];
        var known = existing.ToLookup(value => value.Trim());
        foreach (var value in option.Values.Concat(patch.Variants.Select(variant => Chosen(variant, index)).OfType<string>()))
            spelling.TryAdd(value, known[value].FirstOrDefault() ?? value);
        foreach (var value in existing)
            spelling.TryAdd(value, value);
        return spelling;
    }
}

/// <summary>Compares as people do: spaces around and the case of letters do not matter.</summary>
internal sealed class Loose : IEqualityComparer<string>
{
    public static readonly Loose Comparer = new();

    public bool Equals(string? x, string? y) => string.Equals(x?.Trim(), y?.Trim(), StringComparison.OrdinalIgnoreCase);

    public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Trim());
}
