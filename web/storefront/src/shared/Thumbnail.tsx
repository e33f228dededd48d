import { clsx } from 'clsx';
import { ImageIcon } from 'lucide-react';

/** A small picture of a product beside its name, which says what it shows. */
export function Thumbnail({ src, className }: { src: string | null; className?: string }) {
  return (
    <span className={clsx('flex items-center justify-center overflow-hidden rounded-lg border border-line bg-sunken', className)}>
      {src ? (
        <img src={src} alt="" loading="lazy" decoding="async" className="size-full object-cover" />
      ) : (
        <ImageIcon aria-hidden className="size-6 text-muted" />
      )}
    </span>
  );
}
