import { Spinner, useTranslation } from '@sharpcommerce/ui';
import { clsx } from 'clsx';
import { Upload } from 'lucide-react';
import { useId, useState } from 'react';

/** Takes files by a press or by dropping them. */
export function DropZone({
  accept,
  multiple = false,
  busy = false,
  label,
  hint,
  onFiles,
}: {
  accept: string;
  multiple?: boolean;
  busy?: boolean;
  label: string;
  hint?: string;
  onFiles: (files: File[]) => void;
}) {
  const { t } = useTranslation('products');
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const taken = [...(files ?? [])];
    if (taken.length > 0) onFiles(multiple ? taken : taken.slice(0, 1));
  };
  return (
    <label
      htmlFor={id}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={clsx(
        'flex min-h-32 cursor-pointer flex-col items-center justify-center gap-2 rounded-xl border-2 border-dashed px-4 py-6 text-center text-sm hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-ink',
        over ? 'border-ink bg-hover' : 'border-line-strong/60',
      )}
    >
      {busy ? <Spinner /> : <Upload aria-hidden className="size-6 text-muted" />}
      <span className="font-medium">{label}</span>
      <span className="text-muted">{hint ?? t('orDrop')}</span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={busy}
        className="sr-only"
        onChange={event => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </label>
  );
}
