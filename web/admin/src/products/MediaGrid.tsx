import { data, type Schemas } from '@sharpcommerce/client';
import { Button, EmptyState, ErrorState, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { Image } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '../session';
import { usePages } from '../shared/pages';

type Media = Schemas['MediaResponse'];

/** The pictures that were uploaded, last first; to choose from, or with actions of each. */
export function MediaGrid({
  onChoose,
  actions,
}: {
  onChoose?: (picture: Media) => void;
  actions?: (picture: Media) => ReactNode;
}) {
  const { t } = useTranslation('products');
  const { number } = useFormat();
  const media = usePages<Media>(['media'], cursor => data(api.GET('/admin/media', { params: { query: { cursor, limit: 48 } } })));
  if (media.isPending) return <Skeleton className="h-64" />;
  if (media.isError) return <ErrorState error={media.error} onRetry={() => void media.refetch()} />;
  const pictures = media.data.pages.flatMap(page => page.items);
  if (pictures.length === 0) return <EmptyState icon={<Image />} title={t('noPictures')} text={t('noPicturesText')} />;
  const details = (picture: Media) => `${picture.width} × ${picture.height} · ${number(Math.ceil(picture.bytes / 1024))} kB`;
  return (
    <>
      <ul className="grid grid-cols-2 gap-4 sm:grid-cols-3 md:grid-cols-4">
        {pictures.map(picture => (
          <li key={picture.id} className="min-w-0">
            {onChoose ? (
              <button
                type="button"
                className="block w-full overflow-hidden rounded-lg border border-line hover:border-ink"
                onClick={() => onChoose(picture)}
              >
                <img
                  src={picture.url}
                  alt={picture.name ?? details(picture)}
                  loading="lazy"
                  className="aspect-square w-full object-cover"
                />
              </button>
            ) : (
              <img
                src={picture.url}
                alt=""
                loading="lazy"
                className="aspect-square w-full rounded-lg border border-line object-cover"
              />
            )}
            <p className="mt-1.5 truncate text-sm">{picture.name ?? t('unnamed')}</p>
            <p className="text-xs text-muted">{details(picture)}</p>
            {actions?.(picture)}
          </li>
        ))}
      </ul>
      {media.hasNextPage && (
        <Button className="mx-auto mt-5 flex" busy={media.isFetchingNextPage} onClick={() => void media.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
