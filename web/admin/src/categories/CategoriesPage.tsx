import { Button, Confirm, EmptyState, ErrorState, Skeleton, toast, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, FolderTree, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type Category, categoriesQuery, inTree } from '../products/queries';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { CategoryDialog } from './CategoryDialog';

/** The tree of categories. */
export function CategoriesPage() {
  const { t } = useTranslation('categories');
  const can = useCan();
  const queryClient = useQueryClient();
  const categories = useQuery(categoriesQuery);
  const [editing, setEditing] = useState<Category | { parentId: string | null } | null>(null);
  const [deleting, setDeleting] = useState<Category | null>(null);
  usePageTitle(t('categories'));
  const write = can('catalog:write');
  const refresh = () => queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey });

  /** Changes places with the neighbor; positions are written anew for all siblings, because several may have the same. */
  const move = async (category: Category, by: 1 | -1) => {
    const siblings = inTree(categories.data ?? [])
      .map(one => one.category)
      .filter(one => one.parentId === category.parentId);
    const at = siblings.findIndex(one => one.id === category.id);
    const other = siblings[at + by];
    if (!other) return;
    [siblings[at], siblings[at + by]] = [other, category];
    try {
      for (const [position, one] of siblings.entries())
        if (one.position !== position)
          await api.PATCH('/admin/categories/{id}', { params: { path: { id: one.id } }, body: { position } as never });
    } catch (error) {
      toast.failed(error);
    }
    await refresh();
  };

  return (
    <>
      <PageHeader
        title={t('categories')}
        text={t('text')}
        actions={
          write && (
            <Button variant="primary" onClick={() => setEditing({ parentId: null })}>
              <Plus aria-hidden className="size-4" />
              {t('add')}
            </Button>
          )
        }
      />
      <Card flush>
        {categories.isPending ? (
          <Skeleton className="m-5 h-64" />
        ) : categories.isError ? (
          <ErrorState error={categories.error} onRetry={() => void categories.refetch()} />
        ) : categories.data.length === 0 ? (
          <EmptyState icon={<FolderTree />} title={t('none')} text={t('noneText')} />
        ) : (
          <ul className="divide-y divide-line">
            {inTree(categories.data).map(({ category, depth }) => (
              <li
                key={category.id}
                className="flex flex-wrap items-center gap-2 px-5 py-2"
                style={{ paddingLeft: `${1.25 + depth * 1.5}rem` }}
              >
                <span className="min-w-40 flex-1">
                  <span className="font-medium">{category.title}</span>{' '}
                  <span className="text-sm text-muted">/{category.slug}</span>
                </span>
                {write && (
                  <span className="flex">
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('moveUp', { title: category.title })}
                      onClick={() => void move(category, -1)}
                    >
                      <ArrowUp aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('moveDown', { title: category.title })}
                      onClick={() => void move(category, 1)}
                    >
                      <ArrowDown aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('addBelow', { title: category.title })}
                      onClick={() => setEditing({ parentId: category.id })}
                    >
                      <Plus aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('edit', { title: category.title })}
                      onClick={() => setEditing(category)}
                    >
                      <Pencil aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('delete', { title: category.title })}
                      onClick={() => setDeleting(category)}
                    >
                      <Trash2 aria-hidden className="size-4" />
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {editing && (
        <CategoryDialog categories={categories.data ?? []} value={editing} onClose={() => setEditing(null)} onSaved={refresh} />
      )}
      <Confirm
        open={deleting !== null}
        onOpenChange={open => !open && setDeleting(null)}
        title={t('deleteTitle', { title: deleting?.title ?? '' })}
        text={t('deleteText')}
        action={t('deleteNow')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/categories/{id}', { params: { path: { id: deleting!.id } } });
          toast.done(t('deleted'));
          await refresh();
        }}
      />
    </>
  );
}
