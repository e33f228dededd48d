import { Badge, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { ImageOff } from 'lucide-react';
import { PriceTag } from './PriceTag';
import type { Listing } from './queries';

const grid = 'grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-6 md:grid-cols-3 xl:grid-cols-4';

/** Products as tiles. */
export function ProductGrid({ products, eager = 0 }: { products: readonly Listing[]; eager?: number }) {
  return (
    <ul className={grid}>
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard product={product} eager={index < eager} />
        </li>
      ))}
    </ul>
  );
}

function ProductCard({ product, eager }: { product: Listing; eager: boolean }) {
  const { t } = useTranslation('catalog');
  const reduced = product.compareAtPrice !== null && product.compareAtPrice.amount > product.price.amount;
  return (
    <article className="group relative">
      <div className="relative aspect-square overflow-hidden rounded-xl bg-sunken">
        {product.thumbnail ? (
          <img
            src={product.thumbnail}
            alt=""
            loading={eager ? 'eager' : 'lazy'}
            decoding="async"
            className="size-full object-cover transition-transform duration-300 group-hover:scale-103"
          />
        ) : (
          <span className="flex size-full items-center justify-center text-muted">
            <ImageOff aria-hidden className="size-8" />
          </span>
        )}
        {!product.inStock ? (
          <Badge className="absolute top-2 left-2">{t('soldOut')}</Badge>
        ) : (
          reduced && (
            <Badge tone="danger" className="absolute top-2 left-2">
              {t('sale')}
            </Badge>
          )
        )}
      </div>
      <h3 className="mt-3 text-sm font-medium">
        <Link
          to="/p/$slug"
          params={{ slug: product.slug }}
          className="after:absolute after:inset-0 after:rounded-xl group-hover:underline"
        >
          {product.title}
        </Link>
      </h3>
      <div className="mt-1">
        <PriceTag price={product.price} before={product.compareAtPrice} />
      </div>
    </article>
  );
}

export function ProductGridSkeleton({ count = 8 }: { count?: number }) {
  return (
    <div className={grid}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index}>
          <Skeleton className="aspect-square rounded-xl" />
          <Skeleton className="mt-3 h-4 w-3/4" />
          <Skeleton className="mt-2 h-4 w-1/3" />
        </div>
      ))}
    </div>
  );
}
