using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Users;

/// <summary>The people known to a tenant. Passwords are hashed by ASP.NET Core Identity's hasher, never by our own code.</summary>
public sealed class UserManager
{
    // OWASP's and ASVS's figure for PBKDF2 with SHA-512; Identity's default is half of it.
    private const int HashIterations = 210_000;

    private static readonly PasswordHasher<User> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = HashIterations }));

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal UserManager(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>Creates a user.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>duplicate</c>.</exception>
    public async Task<User> CreateAsync(UserInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        var user = new User(Id<User>.New(_clock), input.Kind, input.Email, Normalize(input.Email), input.Name, _clock.Now());
        if (input.Password is { } password)
            user.PasswordHash = Hasher.HashPassword(user, password);
        await using var session = await _db.WriteAsync(cancellationToken);
        session.Context.Add(user);
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is not null)
        {
            throw CommerceErrors.Duplicate("email", "Another user has this email address already.");
        }
        return user;
    }

    /// <summary>The user with the given email address, or null.</summary>
    public async Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken = default)
    {
        var normalized = Normalize(email);
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == normalized, cancellationToken);
    }

    /// <summary>The user with this email address and password, or null. Takes the same time whether or not the address is known.</summary>
    public async Task<User?> CheckPasswordAsync(string email, string password, CancellationToken cancellationToken = default)
    {
        var user = await FindByEmailAsync(email, cancellationToken);
        if (user?.PasswordHash is not { } hash)
        {
            // The work of a real check, so that the answer's time does not tell who is a user.
            Hasher.HashPassword(null!, password);
            return null;
        }
        var fits = Hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;
        return fits && !user.Disabled ? user : null;
    }

    /// <summary>How the database compares addresses: without surrounding space and case.</summary>
    private static string Normalize(string email) => email.Trim().ToLowerInvariant();
}

/// <summary>A user to be created.</summary>
public sealed record UserInput
{
    /// <summary>The email address, unique within the tenant.</summary>
    [Required, StringLength(254), RegularExpression(@"^[^@\s]+@[^@\s]+\.[^@\s]+$", MatchTimeoutInMilliseconds = 100, ErrorMessage = "must be an email address.")]
    public required string Email { get; init; }

    /// <summary>The password, 8 to 256 characters of any kind; null for a user who cannot sign in yet.</summary>
    [StringLength(256, MinimumLength = 8)]
    public string? Password { get; init; }

    /// <summary>The name.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Name { get; init; }

    /// <summary>Shopper or staff.</summary>
    public UserKind Kind { get; init; }
}
