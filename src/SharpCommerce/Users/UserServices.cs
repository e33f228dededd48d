using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Oidc;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.Users;

/// <summary>Registers the people, their rights and their credentials.</summary>
internal static class UserServices
{
    internal static void AddUsers(IServiceCollection services)
    {
        services.AddSingleton(SessionManager.Expired);
        services.AddSingleton(AccountTokens.Expired);
        services.AddSingleton<Passwords>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<ICheckup, SigningKeyCheckup>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<CredentialReader>();
        services.AddScoped<SigningKeyManager>();
        services.AddScoped<Caller>();
        services.AddScoped<AccountMails>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped(s => new RoleManager(Get<TenantDb>(s), Get<Caller>(s), Get<CredentialReader>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new AccessSettingsManager(Get<TenantDb>(s), Get<RoleManager>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new ApiKeyManager(Get<TenantDb>(s), Get<Caller>(s), Get<CredentialReader>(s), Get<Actor>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new TwoFactorManager(Get<TenantDb>(s), Get<SecretProtector>(s), Get<PasswordCheck>(s), Get<CredentialReader>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new SessionManager(Get<TenantDb>(s), Get<TwoFactorManager>(s), Get<AccessTokens>(s), Get<CredentialReader>(s), Get<Actor>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new SignInManager(Get<TenantDb>(s), Get<Passwords>(s), Get<PasswordCheck>(s), Get<SessionManager>(s)));
        services.AddScoped(s => new AccountManager(Get<TenantDb>(s), Get<Passwords>(s), Get<PasswordCheck>(s), Get<AccountMails>(s), Get<CredentialReader>(s), s.GetServices<IVerifiedEmailHandler>(), Get<TimeProvider>(s)));
        services.AddScoped(s => new UserManager(Get<TenantDb>(s), Get<Passwords>(s), Get<RoleManager>(s), Get<Caller>(s), Get<AccountMails>(s), Get<CredentialReader>(s), Get<TimeProvider>(s)));
        AddOidc(services);
    }

    private static void AddOidc(IServiceCollection services)
    {
        services.AddSingleton<OidcStates>();
        services.AddSingleton<OidcDiscovery>();
        services.AddSingleton<IdTokenReader>();
        services.AddSingleton<OidcProvider>();
        services.AddScoped<OidcUsers>();
        services.AddScoped<OidcSessions>();
        services.AddScoped(s => new OidcSettingsManager(Get<TenantDb>(s), Get<RoleManager>(s), Get<Caller>(s), Get<SecretProtector>(s), Get<OutboundRules>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new OidcManager(Get<TenantDb>(s), Get<OidcSettingsManager>(s), Get<OidcProvider>(s), Get<OidcStates>(s), Get<OidcUsers>(s), Get<OidcSessions>(s)));
    }

    private static T Get<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
