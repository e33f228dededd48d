using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users;

namespace SharpCommerce.Customers;

/// <summary>Customers: users who buy, with what the shop keeps of them. What proves who they are stays with <see cref="UserManager"/>.</summary>
public sealed class CustomerManager
{
    private const int Attempts = 5;

    private readonly TenantDb _db;
    private readonly UserManager _users;
    private readonly TimeProvider _clock;

    internal CustomerManager(TenantDb db, UserManager users, TimeProvider clock)
    {
        _db = db;
        _users = users;
        _clock = clock;
    }

    /// <summary>Customers, the newest first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<CustomerView>> ListAsync(CustomerQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = await _users.ListAsync(new() { Kind = UserKind.Customer, Email = query.Email, Limit = query.Limit, Cursor = query.Cursor }, cancellationToken);
        var ids = page.Items.Select(user => user.Id).ToList();
        await using var session = await _db.ReadAsync(cancellationToken);
        var profiles = await session.Set<CustomerProfile>().AsNoTracking().Where(profile => ids.Contains(profile.UserId)).ToDictionaryAsync(profile => profile.UserId, cancellationToken);
        return new([.. page.Items.Select(user => CustomerView.Of(user, profiles.GetValueOrDefault(user.Id)))], page.NextCursor);
    }

    /// <summary>A customer, for staff; null when there is none. Staff are no customers.</summary>
    public async Task<CustomerView?> FindAsync(Id<User> id, CancellationToken cancellationToken = default) =>
        await _users.FindAsync(id, cancellationToken) is { Kind: UserKind.Customer } user ? CustomerView.Of(user, await ProfileAsync(id, cancellationToken)) : null;

    /// <summary>What a signed-in user sees of themselves as a customer; staff may shop, too.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>.</exception>
    public async Task<CustomerView> GetOwnAsync(Id<User> userId, CancellationToken cancellationToken = default) =>
        CustomerView.Of(await _users.FindAsync(userId, cancellationToken) ?? throw CustomerErrors.NotFound(), await ProfileAsync(userId, cancellationToken));

    /// <summary>Changes a customer's name and whether they may sign in. The sessions of a disabled customer end.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<CustomerView> UpdateAsync(Id<User> id, Func<CustomerInput, CustomerInput> change, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (await FindAsync(id, cancellationToken) is null)
            throw CustomerErrors.NotFound();
        var user = await _users.UpdateAsync(
            id,
            current =>
            {
                var input = change(new() { Name = current.Name, Disabled = current.Disabled });
                InputRules.Check(input);
                return current with { Name = input.Name, Disabled = input.Disabled };
            },
            expectedVersion,
            cancellationToken);
        return CustomerView.Of(user, await ProfileAsync(id, cancellationToken));
    }

    /// <summary>Changes what a shopper says of themselves.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<CustomerView> UpdateOwnAsync(Id<User> userId, Func<ProfileInput, ProfileInput> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await UpdateOwnOnceAsync(userId, change, cancellationToken);
            }
            catch (DbUpdateException failure) when ((failure is DbUpdateConcurrencyException || _db.Database.UniqueViolation(failure) is not null) && attempt < Attempts)
            {
                // Another call of the same shopper was faster; the change is made to what that one left.
            }
            catch (DbUpdateConcurrencyException)
            {
                throw CommerceErrors.Stale();
            }
        }
    }

    private async Task<CustomerView> UpdateOwnOnceAsync(Id<User> userId, Func<ProfileInput, ProfileInput> change, CancellationToken cancellationToken)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await session.Set<User>().Include(found => found.Roles).SingleOrDefaultAsync(found => found.Id == userId, cancellationToken) ?? throw CustomerErrors.NotFound();
        var profile = await session.Set<CustomerProfile>().SingleOrDefaultAsync(found => found.UserId == userId, cancellationToken);
        var input = change(new() { Name = user.Name, Phone = profile?.Phone, DefaultShippingAddressId = profile?.DefaultShippingAddressId });
        InputRules.Check(input);
        if (input.DefaultShippingAddressId is { } addressId && !await AddressBook.OwnedBy(session, userId).AnyAsync(address => address.Id == addressId, cancellationToken))
            throw InputRules.Invalid("defaultShippingAddressId", "is not one of your saved addresses.");
        if (profile is null)
            session.Context.Add(profile = new(userId));
        (user.Name, profile.Phone, profile.DefaultShippingAddressId) = (input.Name, input.Phone, input.DefaultShippingAddressId);
        user.Version++;
        user.UpdatedAt = _clock.Now();
        await session.SaveAndCommitAsync(cancellationToken);
        return CustomerView.Of(UserView.Of(user), profile);
    }

    private async Task<CustomerProfile?> ProfileAsync(Id<User> id, CancellationToken cancellationToken)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<CustomerProfile>().AsNoTracking().SingleOrDefaultAsync(profile => profile.UserId == id, cancellationToken);
    }
}
