import { clsx } from 'clsx';
import { ImageOff } from 'lucide-react';

/** A small picture beside a name, which says what it shows. */
export function Picture({ url, className }: { url: string | null; className?: string }) {
  return (
    <span
      className={clsx(
        'flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-md bg-sunken text-muted',
        className,
      )}
    >
      {url ? (
        <img src={url} alt="" loading="lazy" className="size-full object-cover" />
      ) : (
        <ImageOff aria-hidden className="size-4" />
      )}
    </span>
  );
}
