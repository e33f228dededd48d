using System.Buffers;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Mail;

/// <summary>One message to one person. What cannot stand in a header cannot be put in here, so that nobody who chooses a name can add recipients.</summary>
public sealed record EmailMessage
{
    private const int MaxHeader = 400;
    private static readonly SearchValues<char> NotInAnAddress = SearchValues.Create(" ,;:<>()[]\\\"");

    /// <summary>Names the message in the log, which holds no addresses.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>The tenant in whose name it is sent; null for the operator of the installation.</summary>
    public Tenant? Tenant { get; init; }

    /// <summary>What it is for, such as <c>password_reset</c>; the log names it.</summary>
    public required string Purpose { get; init => field = Header(value, "purpose"); }

    /// <summary>The one address it goes to.</summary>
    public required string To { get; init => field = Address(value); }

    /// <summary>The subject, in one line.</summary>
    public required string Subject { get; init => field = Header(value, "subject"); }

    /// <summary>The text, for every reader.</summary>
    public required string TextBody { get; init; }

    /// <summary>The same as HTML; null when there is none. Who writes it escapes what others chose.</summary>
    public string? HtmlBody { get; init; }

    /// <summary>The name that stands before the sender's address; by default the tenant's.</summary>
    public string FromName
    {
        get => field ?? (Tenant is null ? "SharpCommerce" : OneLine(Tenant.Name));
        init => field = Header(value, "fromName");
    }

    // A tenant's name is what it is; nothing that was done already may fail for it.
    private static string OneLine(string text) => string.Concat(text.Where(character => !char.IsControl(character)).Take(MaxHeader));

    private static string Address(string text)
    {
        var at = Header(text, "to").IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') && !text.AsSpan().ContainsAny(NotInAnAddress) ? text : throw InputRules.Invalid("to", "must be one email address.");
    }

    private static string Header(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxHeader || text.Any(char.IsControl) || InputRules.Text(text) is not null)
            throw InputRules.Invalid(field, $"must be one line of at most {MaxHeader} characters.");
        return text;
    }
}
