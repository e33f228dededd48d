using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Customers;
using SharpCommerce.Users;

namespace SharpCommerce.AspNetCore.Customers;

/// <summary>Customers, for themselves and for staff.</summary>
internal static class CustomerEndpoints
{
    internal static void MapCustomers(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/store/customers/me").WithTags("Customers");
        me.MapGet("", GetMeAsync).SignedIn(Surface.Store).WithName("getOwnCustomer").WithSummary("The signed-in shopper.");
        me.MapPatch("", PatchMeAsync).SignedIn(Surface.Store).Accepts<ProfileInput>("application/merge-patch+json", "application/json").WithName("updateOwnCustomer").WithSummary("Change what the shopper says of themselves, by JSON merge patch.");
        me.MapGet("cart", CartAsync).SignedIn(Surface.Store).WithName("getOwnCart").WithSummary("The open cart that the shopper changed last.");

        var addresses = me.MapGroup("/addresses");
        addresses.MapGet("", ListAddressesAsync).SignedIn(Surface.Store).WithName("listOwnAddresses").WithSummary("The shopper's saved addresses, the oldest first.");
        addresses.MapPost("", AddAddressAsync).SignedIn(Surface.Store).WithName("addOwnAddress").WithSummary("Save an address.");
        addresses.MapGet("{id:guid}", GetAddressAsync).SignedIn(Surface.Store).WithName("getOwnAddress").WithSummary("A saved address.");
        addresses.MapPatch("{id:guid}", PatchAddressAsync).SignedIn(Surface.Store).Accepts<Address>("application/merge-patch+json", "application/json").WithName("updateOwnAddress").WithSummary("Change a saved address by JSON merge patch.");
        addresses.MapDelete("{id:guid}", DeleteAddressAsync).SignedIn(Surface.Store).WithName("deleteOwnAddress").WithSummary("Remove a saved address.");

        var admin = api.MapGroup("/admin/customers").WithTags("Customers");
        admin.MapGet("", ListAsync).Admin("customers:read").WithName("listCustomers").WithSummary("Customers, the newest first.");
        admin.MapGet("{id:guid}", GetAsync).Admin("customers:read").WithName("getCustomer").WithSummary("A customer.");
        admin.MapPatch("{id:guid}", PatchAsync).Admin("customers:write").Accepts<CustomerInput>("application/merge-patch+json", "application/json").WithName("updateCustomer").WithSummary("Change name and whether they may sign in, by JSON merge patch.");
    }

    private static async Task<Ok<CustomerView>> GetMeAsync(Caller caller, CustomerManager customers, CancellationToken cancellationToken) =>
        TypedResults.Ok(await customers.GetOwnAsync(caller.UserId!.Value, cancellationToken));

    private static async Task<Ok<CustomerView>> PatchMeAsync(Caller caller, CustomerManager customers, HttpRequest request, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<ProfileInput>(request, cancellationToken);
        return TypedResults.Ok(await customers.UpdateOwnAsync(caller.UserId!.Value, patch, cancellationToken));
    }

    private static async Task<Ok<PricedCart>> CartAsync(CartManager carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await carts.FindCurrentAsync(cancellationToken) ?? throw CartErrors.NotFound());

    private static async Task<Ok<Page<SavedAddress>>> ListAddressesAsync(Caller caller, AddressBook addresses, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<SavedAddress>(await addresses.ListAsync(caller.UserId!.Value, cancellationToken), null));

    private static async Task<Created<SavedAddress>> AddAddressAsync(Address input, Caller caller, AddressBook addresses, CancellationToken cancellationToken)
    {
        var saved = await addresses.AddAsync(caller.UserId!.Value, input, cancellationToken);
        return TypedResults.Created($"/api/v1/store/customers/me/addresses/{saved.Id}", saved);
    }

    private static async Task<Ok<SavedAddress>> GetAddressAsync(Id<CustomerAddress> id, Caller caller, AddressBook addresses, CancellationToken cancellationToken) =>
        TypedResults.Ok(await addresses.FindAsync(caller.UserId!.Value, id, cancellationToken) ?? throw CustomerErrors.AddressNotFound());

    private static async Task<Ok<SavedAddress>> PatchAddressAsync(Id<CustomerAddress> id, Caller caller, AddressBook addresses, HttpRequest request, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<Address>(request, cancellationToken);
        return TypedResults.Ok(await addresses.UpdateAsync(caller.UserId!.Value, id, patch, cancellationToken));
    }

    private static async Task<NoContent> DeleteAddressAsync(Id<CustomerAddress> id, Caller caller, AddressBook addresses, CancellationToken cancellationToken)
    {
        await addresses.DeleteAsync(caller.UserId!.Value, id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<CustomerView>>> ListAsync([FromQuery] string? email, [FromQuery] int? limit, [FromQuery] string? cursor, CustomerManager customers, CancellationToken cancellationToken) =>
        TypedResults.Ok(await customers.ListAsync(new() { Email = QueryValues.Text(email, "email"), Limit = limit ?? 20, Cursor = cursor }, cancellationToken));

    private static async Task<Ok<CustomerView>> GetAsync(Id<User> id, CustomerManager customers, HttpContext context, CancellationToken cancellationToken)
    {
        var customer = await customers.FindAsync(id, cancellationToken) ?? throw CustomerErrors.NotFound();
        return TypedResults.Ok(customer.WithETag(context, customer.Version));
    }

    private static async Task<Ok<CustomerView>> PatchAsync(Id<User> id, CustomerManager customers, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<CustomerInput>(context.Request, cancellationToken);
        var customer = await customers.UpdateAsync(id, patch, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(customer.WithETag(context, customer.Version));
    }
}
