using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Tenants;

/// <summary>All rows of a tenant, found by the model: a new table cannot be forgotten. Those that are only ever added to are the database's to remove.</summary>
internal static class TenantRows
{
    internal static async Task DeleteAsync(DbSession session, CancellationToken cancellationToken)
    {
        foreach (var entity in DependentsFirst(session.Context.Model).Where(entity => !ModelExtensions.IsAppendOnly(entity)))
        {
            var delete = typeof(TenantRows).GetMethod(nameof(DeleteAllAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(entity.ClrType);
            await (Task)delete.Invoke(null, [session.Context, cancellationToken])!;
        }
    }

    internal static IReadOnlyList<IEntityType> DependentsFirst(IModel model)
    {
        var ordered = new List<IEntityType>();
        foreach (var entity in model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(ITenantOwned))))
            Visit(entity);
        return ordered;

        void Visit(IEntityType entity)
        {
            if (ordered.Contains(entity))
                return;
            foreach (var dependent in entity.GetReferencingForeignKeys().Select(key => key.DeclaringEntityType).Where(dependent => dependent != entity))
                Visit(dependent);
            ordered.Add(entity);
        }
    }

    private static async Task DeleteAllAsync<T>(CommerceDbContext context, CancellationToken cancellationToken)
        where T : class
    {
        // A tree's rows refer to each other: first none has a parent, then none is left.
        foreach (var parent in context.Model.FindEntityType(typeof(T))!.GetForeignKeys().Where(key => key.PrincipalEntityType == key.DeclaringEntityType).Select(key => key.Properties[^1].Name))
            await context.Set<T>().ExecuteUpdateAsync(set => set.SetProperty(row => EF.Property<Id<T>?>(row, parent), (Id<T>?)null), cancellationToken);
        await context.Set<T>().ExecuteDeleteAsync(cancellationToken);
    }
}
