import { useTranslation } from '@sharpcommerce/ui';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { Product } from './queries';

/** The pictures of a product: one large, the others to choose from. */
export function Gallery({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const [shown, setShown] = useState(0);
  const picture = product.media[shown] ?? product.media[0];
  if (!picture)
    return (
      <div className="flex aspect-square items-center justify-center rounded-2xl bg-sunken text-muted">
        <ImageOff aria-hidden className="size-12" />
      </div>
    );
  return (
    <div>
      <div className="aspect-square overflow-hidden rounded-2xl bg-sunken">
        <img src={picture.url} alt={picture.alt ?? product.title} fetchPriority="high" className="size-full object-cover" />
      </div>
      {product.media.length > 1 && (
        <ul aria-label={t('pictures')} className="mt-3 flex flex-wrap gap-3">
          {product.media.map((other, index) => (
            <li key={`${other.url}-${index}`}>
              <button
                type="button"
                aria-label={t('picture', { number: index + 1, alt: other.alt ?? product.title })}
                aria-pressed={index === shown}
                className="size-20 overflow-hidden rounded-lg border-2 border-transparent bg-sunken aria-pressed:border-ink"
                onClick={() => setShown(index)}
              >
                <img src={other.url} alt="" loading="lazy" className="size-full object-cover" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
