using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users;

namespace SharpCommerce.Customers;

/// <summary>The saved addresses of customers. Every call names the customer, and sees nobody else's.</summary>
public sealed class AddressBook
{
    /// <summary>The most addresses of one customer.</summary>
    public const int MaxAddresses = 50;

    /// <summary>One address of one customer, for a cart.</summary>
    internal static readonly SqlStatement Own = new("SELECT address FROM customer_addresses WHERE tenant_id = $1 AND customer_id = $2 AND id = $3");

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal AddressBook(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>All addresses of a customer, the oldest first.</summary>
    public async Task<IReadOnlyList<SavedAddress>> ListAsync(Id<User> customerId, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        var found = await OwnedBy(session, customerId).AsNoTracking().OrderBy(address => address.Id).ToListAsync(cancellationToken);
        return [.. found.Select(address => new SavedAddress(address))];
    }

    /// <summary>One address of a customer, or null.</summary>
    public async Task<SavedAddress?> FindAsync(Id<User> customerId, Id<CustomerAddress> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await OwnedBy(session, customerId).AsNoTracking().SingleOrDefaultAsync(address => address.Id == id, cancellationToken) is { } found ? new(found) : null;
    }

    /// <summary>Saves an address.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, also when there are <see cref="MaxAddresses"/> already.</exception>
    public async Task<SavedAddress> AddAsync(Id<User> customerId, Address address, CancellationToken cancellationToken = default)
    {
        InputRules.Check(address);
        await using var session = await _db.WriteAsync(cancellationToken);
        await LockAsync(session, customerId, cancellationToken);
        if (await OwnedBy(session, customerId).CountAsync(cancellationToken) >= MaxAddresses)
            throw InputRules.Invalid("name", $"cannot be added: a customer has at most {MaxAddresses} addresses.");
        var saved = new CustomerAddress(Id<CustomerAddress>.New(_clock), customerId, address);
        session.Context.Add(saved);
        await session.SaveAndCommitAsync(cancellationToken);
        return new(saved);
    }

    /// <summary>Changes an address. Carts and orders that took it before keep it as it was.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>.</exception>
    public async Task<SavedAddress> UpdateAsync(Id<User> customerId, Id<CustomerAddress> id, Func<Address, Address> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var session = await _db.WriteAsync(cancellationToken);
        await LockAsync(session, customerId, cancellationToken);
        var saved = await OwnedBy(session, customerId).SingleOrDefaultAsync(address => address.Id == id, cancellationToken) ?? throw CustomerErrors.AddressNotFound();
        var address = change(saved.Address);
        InputRules.Check(address);
        saved.Address = address;
        await session.SaveAndCommitAsync(cancellationToken);
        return new(saved);
    }

    /// <summary>Removes an address; if it was offered first, none is.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>.</exception>
    public async Task DeleteAsync(Id<User> customerId, Id<CustomerAddress> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        await LockAsync(session, customerId, cancellationToken);
        await session.Set<CustomerProfile>().Where(profile => profile.UserId == customerId && profile.DefaultShippingAddressId == id)
            .ExecuteUpdateAsync(update => update.SetProperty(profile => profile.DefaultShippingAddressId, (Id<CustomerAddress>?)null), cancellationToken);
        if (await OwnedBy(session, customerId).Where(address => address.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            throw CustomerErrors.AddressNotFound();
        session.Changed<User>(customerId, "addresses");
        await session.SaveAndCommitAsync(cancellationToken);
    }

    internal static IQueryable<CustomerAddress> OwnedBy(DbSession session, Id<User> customerId) => session.Set<CustomerAddress>().Where(address => address.CustomerId == customerId);

    internal static async Task<Address?> ReadAsync(SqlReader rows, CancellationToken cancellationToken) =>
        await rows.ReadAsync(cancellationToken) ? JsonSerializer.Deserialize<Address>(rows.String(0), ModelExtensions.Json) : null;

    /// <summary>One change of a customer's addresses at a time: two must not both find the last free place.</summary>
    private static Task<int> LockAsync(DbSession session, Id<User> customerId, CancellationToken cancellationToken) =>
        session.Set<User>().Where(user => user.Id == customerId).ExecuteUpdateAsync(update => update.SetProperty(user => user.UpdatedAt, user => user.UpdatedAt), cancellationToken);
}
