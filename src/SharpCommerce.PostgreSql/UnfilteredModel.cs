using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SharpCommerce.Core.Data;

namespace SharpCommerce.PostgreSql;

/// <summary>
/// The model without its tenant filter, so that a test of the whole server shows what row-level security holds back alone. As a replaced
/// service it has a service provider of its own, and so neither its model nor a query compiled for it is shared with anybody.
/// </summary>
internal sealed class UnfilteredModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            entity.SetQueryFilter(CommerceDbContext.TenantFilter, null);
    }
}
