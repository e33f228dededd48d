using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Users;

namespace SharpCommerce.Storefront;

/// <summary>How a tenant's shop shows itself, as staff keep it.</summary>
public sealed record ShopSettings
{
    internal const string SettingName = "shop";

    /// <summary>The name that shoppers read; null: the tenant's own.</summary>
    [StringLength(InputRules.MaxText, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>The logo's address: absolute http(s), or a path on this server.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>The shop's colors.</summary>
    public ShopColors Colors { get; init; } = new();

    /// <summary>Where shoppers write to.</summary>
    [MailAddress]
    public string? ContactEmail { get; init; }

    /// <summary>The language of the shop's texts and the form of its numbers, as a BCP 47 tag such as <c>en</c> or <c>pt-BR</c>.</summary>
    [Required, RegularExpression("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", ErrorMessage = "must be a language tag such as en or pt-BR.")]
    public string Locale { get; init; } = "en";

    /// <summary>Pages that the law asks for, such as imprint and terms, in order.</summary>
    [MaxLength(20)]
    public IReadOnlyList<LegalLink> LegalLinks { get; init; } = [];

    internal static ShopSettings Parse(string? json) => json is null ? new() : JsonSerializer.Deserialize<ShopSettings>(json, ModelExtensions.Json)!;
}

/// <summary>The colors of a shop, as <c>#rrggbb</c>.</summary>
public sealed record ShopColors
{
    private const string Pattern = "^#[0-9a-fA-F]{6}$";
    private const string Rule = "must be a color such as #1f4e5f.";

    /// <summary>Of buttons and links.</summary>
    [Required, RegularExpression(Pattern, ErrorMessage = Rule)]
    public string Primary { get; init; } = "#1f2933";

    /// <summary>Of what stands out beside it.</summary>
    [RegularExpression(Pattern, ErrorMessage = Rule)]
    public string? Accent { get; init; }
}

/// <summary>A page that the law asks for.</summary>
/// <param name="Title">What shoppers read.</param>
/// <param name="Url">Where it is: absolute http(s), or a path on this server.</param>
public sealed record LegalLink([property: Required, StringLength(100, MinimumLength = 1)] string Title, string Url);

/// <summary>How a tenant's shop shows itself.</summary>
/// <param name="Name">The name that shoppers read.</param>
/// <param name="LogoUrl">The logo's address.</param>
/// <param name="Colors">Its colors.</param>
/// <param name="ContactEmail">Where shoppers write to.</param>
/// <param name="Locale">The BCP 47 tag of its language.</param>
/// <param name="Currency">The ISO 4217 code of its prices; the tenant's own, which stays.</param>
/// <param name="Country">The ISO 3166-1 alpha-2 country whose tax applies before a shopper gives an address.</param>
/// <param name="LegalLinks">Pages that the law asks for.</param>
public sealed record ShopView(string Name, string? LogoUrl, ShopColors Colors, string? ContactEmail, string Locale, string Currency, string Country, IReadOnlyList<LegalLink> LegalLinks);
