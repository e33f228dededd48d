using SharpCommerce.Core;
using SharpCommerce.Core.Mail;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Users;

/// <summary>
/// The mails about accounts. Links lead to the tenant's own domain, or to the installation's public address; never to the host that
/// a request named, which anybody can choose.
/// </summary>
internal sealed class AccountMails(IEmailSender sender, TenantContext tenant, CommerceOptions options)
{
    private const int MaxName = 100;

    internal Task VerifyAsync(User user, string token, CancellationToken cancellationToken) => SendAsync(
        user.Email, "email_verification", "Confirm your email address",
        $"Somebody, we hope you, opened an account with this address.\n\nConfirm that it is yours:\n{Link("verify", token, user.Kind)}\n\nThe link works for 24 hours. If it was not you, do nothing.", cancellationToken);

    internal Task AlreadyRegisteredAsync(User user, string? resetToken, CancellationToken cancellationToken) => SendAsync(
        user.Email, "already_registered", "You have an account already",
        $"Somebody, we hope you, tried to use this address for an account, and it has one already. Sign in as usual"
        + (resetToken is null ? "." : $", or choose a new password:\n{Link("reset", resetToken, user.Kind)}\n\nThe link works for 30 minutes.") + "\n\nIf it was not you, do nothing.", cancellationToken);

    internal Task ResetAsync(User user, string token, CancellationToken cancellationToken) => SendAsync(
        user.Email, "password_reset", "Choose a new password",
        $"Choose a new password:\n{Link("reset", token, user.Kind)}\n\nThe link works once, for 30 minutes. If you did not ask for it, do nothing: your password stays as it is.", cancellationToken);

    internal Task InviteAsync(User user, string token, CancellationToken cancellationToken) => SendAsync(
        user.Email, "invitation", $"You are invited to {ShopName}",
        $"You are to work in the back office of {ShopName}. Choose your password:\n{Link("reset", token, user.Kind)}\n\nThe link works once, for 3 days.", cancellationToken);

    internal Task ConfirmNewEmailAsync(User user, string newEmail, string token, CancellationToken cancellationToken) => SendAsync(
        newEmail, "email_change", "Confirm your new email address",
        $"Confirm that this is the new address of your account:\n{Link("verify", token, user.Kind)}\n\nThe link works for 30 minutes. If you have no account with us, do nothing.", cancellationToken);

    internal Task EmailChangedAsync(User user, string formerEmail, CancellationToken cancellationToken) => SendAsync(
        formerEmail, "email_changed", "Your email address was changed",
        "Your account has another email address now. If that was not you, write to us at once.", cancellationToken);

    internal Task PasswordChangedAsync(User user, CancellationToken cancellationToken) => SendAsync(
        user.Email, "password_changed", "Your password was changed",
        "The password of your account was changed, and all other devices were signed out. If that was not you, choose a new one at once.", cancellationToken);

    private Task SendAsync(string to, string purpose, string subject, string text, CancellationToken cancellationToken) =>
        sender.SendAsync(new() { Tenant = tenant.Current, To = to, Purpose = purpose, Subject = subject, TextBody = text }, cancellationToken);

    /// <summary>The tenant's name in one short line, whatever stands in it.</summary>
    private string ShopName => string.Concat(tenant.Current.Name.Where(character => !char.IsControl(character)).Take(MaxName));

    private string Link(string page, string token, UserKind kind = UserKind.Customer)
    {
        var address = options.PublicUrl.TrimEnd('/');
        if (kind == UserKind.Staff)
            return $"{address}/admin/{page}?{(tenant.Current.Id == default ? "" : $"tenant={tenant.Current.Slug}&")}token={token}";
        return tenant.Current.Domains.Select(domain => domain.Host).Order(StringComparer.Ordinal).FirstOrDefault() is { } host
            ? $"https://{host}/account/{page}?token={token}"
            : $"{address}/account/{page}?tenant={tenant.Current.Slug}&token={token}";
    }
}
