using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Inventory;
using SharpCommerce.Tenants;

namespace SharpCommerce.Products;

/// <summary>Puts an input into a product: the rules that hold between its fields.</summary>
/// <param name="tenant">Whose product.</param>
/// <param name="clock">The time.</param>
/// <param name="actor">Whom stock movements name.</param>
/// <param name="stockReason">Why stock changes; null: <c>initial</c> at first and <c>adjustment</c> later.</param>
internal sealed class ProductWriter(Tenant tenant, TimeProvider clock, string actor, string? stockReason = null)
{
    internal const string DefaultVariantTitle = "Default";

    /// <summary>Checks what attributes cannot say.</summary>
    internal void Check(ProductInput input)
    {
        InputRules.Check(input);
        var errors = new Dictionary<string, List<string>>();
        if (input.Slug is { } slug && !ProductText.IsSlug(slug))
            Add("slug", "must be lower-case letters, digits, hyphens and underscores.");
        CheckOptions(input, Add);
        CheckVariants(input, Add);
        for (var i = 0; i < input.Media.Count; i++)
        {
            if (!WebAddress.IsValid(input.Media[i].Url))
                Add($"media[{i}].url", WebAddress.Rule);
        }
        for (var i = 0; i < input.Tags.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(input.Tags[i]) || input.Tags[i].Length > 255 || input.Tags[i].Contains(',', StringComparison.Ordinal))
                Add($"tags[{i}]", "must have 1 to 255 characters and no comma.");
        }
        InputRules.Throw(errors);

        void Add(string field, string message)
        {
            if (!errors.TryGetValue(field, out var messages))
                errors.Add(field, messages = []);
            messages.Add(message);
        }
    }

    /// <summary>Applies the input; returns the stock changes that remain to be written by conditional update.</summary>
    internal List<StockChange> Apply(Product product, ProductInput input, string slug, DbSession session)
    {
        var stock = new List<StockChange>();
        product.Title = input.Title.Trim();
        product.Slug = slug;
        product.Description = input.Description;
        product.Vendor = input.Vendor;
        product.ProductType = input.ProductType;
        product.Status = input.Status;
        if (input.Status == ProductStatus.Published)
            product.PublishedAt = input.PublishedAt?.ToUniversalTime() ?? product.PublishedAt ?? clock.Now();
        else if (input.PublishedAt is { } later)
            product.PublishedAt = later.ToUniversalTime();
        product.Tags = input.Tags;
        product.Options = input.Options;
        product.Media = input.Media;
        product.Seo = input.Seo is { Title: null, Description: null } ? null : input.Seo;
        product.Categories.RemoveAll(place => !input.CategoryIds.Contains(place.CategoryId));
        product.Categories.AddRange(input.CategoryIds.Distinct().Where(id => product.Categories.TrueForAll(place => place.CategoryId != id)).Select(id => new ProductCategory(id)));
        ApplyVariants(product, input, stock, session);
        product.Refresh();
        return stock;
    }

    internal static string VariantTitle(IReadOnlyList<ProductOption> options, IReadOnlyDictionary<string, string> chosen) =>
        options.Count == 0 ? DefaultVariantTitle : string.Join(" / ", options.Select(option => chosen[option.Name]));

    private void ApplyVariants(Product product, ProductInput input, List<StockChange> stock, DbSession session)
    {
        var kept = input.Variants.Where(variant => variant.Id is not null).Select(variant => variant.Id!.Value).ToHashSet();
        foreach (var removed in product.Variants.Where(variant => !kept.Contains(variant.Id)).ToList())
        {
            if (removed.Inventory is { Reserved: > 0 })
                throw ProductErrors.StockReserved();
            product.Variants.Remove(removed);
        }
        for (var position = 0; position < input.Variants.Count; position++)
        {
            var wanted = input.Variants[position];
            var variant = wanted.Id is { } id ? product.Variants.Find(found => found.Id == id) : null;
            if (wanted.Id is not null && variant is null)
                throw InputRules.Invalid($"variants[{position}].id", "is not a variant of this product.");
            if (variant is null)
            {
                variant = new(Id<Variant>.New(clock));
                product.Variants.Add(variant);
                if (wanted.Stock is not null || wanted.TrackStock == true)
                    StartTracking(variant, wanted.Stock ?? 0, session);
            }
            else
            {
                ApplyStock(variant, wanted, stock, session);
            }
            variant.Sku = wanted.Sku;
            variant.Options = wanted.Options;
            variant.Title = wanted.Title ?? VariantTitle(product.Options, wanted.Options);
            variant.Price = wanted.Price.Amount;
            variant.CompareAtPrice = wanted.CompareAtPrice?.Amount;
            variant.Barcode = wanted.Barcode;
            variant.WeightGrams = wanted.WeightGrams;
            variant.Taxable = wanted.Taxable;
            variant.RequiresShipping = wanted.RequiresShipping;
            variant.Position = position;
        }
        product.Variants.Sort((left, right) => left.Position.CompareTo(right.Position));
    }

    private void ApplyStock(Variant variant, VariantInput wanted, List<StockChange> stock, DbSession session)
    {
        if (wanted.TrackStock == false)
        {
            if (variant.Inventory is { Reserved: > 0 })
                throw ProductErrors.StockReserved();
            variant.Inventory = null;
        }
        else if (variant.Inventory is null)
        {
            if (wanted.Stock is not null || wanted.TrackStock == true)
                StartTracking(variant, wanted.Stock ?? 0, session);
        }
        else if (wanted.Stock is { } onHand && onHand != variant.Inventory.OnHand)
        {
            stock.Add(new(variant.Id, variant.Inventory.OnHand, onHand, stockReason ?? "adjustment"));
        }
    }

    private void StartTracking(Variant variant, int onHand, DbSession session)
    {
        variant.Inventory = new(onHand);
        if (onHand > 0)
            session.Context.Add(new StockMovement(Id<StockMovement>.New(clock), variant.Id, onHand, stockReason ?? "initial", actor, clock.Now()));
    }

    private static void CheckOptions(ProductInput input, Action<string, string> add)
    {
        for (var i = 0; i < input.Options.Count; i++)
        {
            var option = input.Options[i];
            if (string.IsNullOrWhiteSpace(option.Name) || option.Name.Length > 255)
                add($"options[{i}].name", "must have 1 to 255 characters.");
            else if (input.Options.Take(i).Any(other => Same(other.Name, option.Name)))
                add($"options[{i}].name", "is used twice.");
            if (option.Values is null || option.Values.Count == 0 || option.Values.Any(string.IsNullOrWhiteSpace) || option.Values.Any(value => value.Length > 255))
                add($"options[{i}].values", "must be at least one text of 1 to 255 characters.");
            else if (option.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count() != option.Values.Count)
                add($"options[{i}].values", "must not repeat a value.");
        }
    }

    private void CheckVariants(ProductInput input, Action<string, string> add)
    {
        var combinations = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var skus = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Variants.Count; i++)
        {
            var variant = input.Variants[i];
            CheckPrice($"variants[{i}].price", variant.Price, add);
            if (variant.CompareAtPrice is { } before)
                CheckPrice($"variants[{i}].compareAtPrice", before, add);
            if (variant.Sku is { } sku && !skus.Add(sku))
                add($"variants[{i}].sku", "is used twice.");
            if (variant.TrackStock == false && variant.Stock is not null)
                add($"variants[{i}].stock", "cannot be set while stock is not tracked.");
            var fits = variant.Options.Count == input.Options.Count
                && input.Options.All(option => option.Values is not null && variant.Options.TryGetValue(option.Name, out var value) && option.Values.Contains(value));
            if (!fits)
                add($"variants[{i}].options", "must name one of the values of every option.");
            else if (!combinations.Add(string.Join('\u001f', input.Options.Select(option => variant.Options[option.Name]))))
                add($"variants[{i}].options", "is the same choice as another variant's.");
        }
    }

    private void CheckPrice(string field, Money price, Action<string, string> add)
    {
        if (price.Amount is < 0 or > MaxPrice)
            add(field, $"must be from 0 to {MaxPrice} minor units.");
        if (price.Currency == default || price.Currency.Code != tenant.DefaultCurrency)
            add(field, $"must be in {tenant.DefaultCurrency}.");
    }

    /// <summary>Leaves room for quantities and sums in 64 bits.</summary>
    private const long MaxPrice = 100_000_000_000;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A stock that somebody set, knowing what it was.</summary>
internal readonly record struct StockChange(Id<Variant> VariantId, int From, int To, string Reason);
