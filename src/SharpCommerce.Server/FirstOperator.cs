using System.Buffers.Text;
using System.Security.Cryptography;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Users;

namespace SharpCommerce.Server;

/// <summary>The first operator of the installation and, with demo tenants, the owner of each of them: by <c>ADMIN_EMAIL</c> and <c>ADMIN_PASSWORD</c>, or in Development made up once.</summary>
internal sealed class FirstOperator(IServiceProvider services, ServerSettings settings, IHostEnvironment environment)
{
    private const string DemoEmail = "admin@example.com";
    private const int PasswordBytes = 12;

    /// <summary>The login when this start made it up; its password is shown this once.</summary>
    internal (string Email, string Password)? MadeUp { get; private set; }

    internal async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var given = settings.AdminEmail is not null && settings.AdminPassword is not null;
        if (!given && !environment.IsDevelopment())
            return;
        var email = settings.AdminEmail ?? DemoEmail;
        var password = settings.AdminPassword ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        var made = await EnsureAsync(Tenant.Platform, "operator", email, password, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var tenants = scope.ServiceProvider.GetRequiredService<TenantManager>();
        foreach (var slug in settings.SeedDemo ? DemoData.Slugs : [])
        {
            if (await tenants.FindAsync(slug, cancellationToken) is { } tenant)
                made |= await EnsureAsync(tenant, "owner", email, password, cancellationToken);
        }
        if (made && !given)
            MadeUp = (email, password);
    }

    /// <summary>Adds the user unless somebody of this kind is there already: a password that was changed meanwhile stays.</summary>
    private async Task<bool> EnsureAsync(Tenant tenant, string role, string email, string password, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        var users = scope.ServiceProvider.GetRequiredService<UserManager>();
        if (await users.FindByEmailAsync(email, cancellationToken) is not null || settings.AdminEmail is null && (await users.ListAsync(new() { Kind = UserKind.Staff, Limit = 1 }, cancellationToken)).Items.Count > 0)
            return false;
        var input = new UserInput { Email = email, Password = password, Kind = UserKind.Staff, Roles = [role] };
        try
        {
            await users.CreateAsync(input, anyPassword: environment.IsDevelopment(), cancellationToken);
            return true;
        }
        catch (CommerceException taken) when (taken.Error.Code == "duplicate")
        {
            // Another node was faster.
            return false;
        }
    }
}
