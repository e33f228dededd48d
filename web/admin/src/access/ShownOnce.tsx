import { Alert, Button, Dialog, toast, useTranslation } from '@sharpcommerce/ui';
import { Copy } from 'lucide-react';

/** A secret that is shown this once. */
export function ShownOnce({ title, text, value, onClose }: { title: string; text: string; value: string; onClose: () => void }) {
  const { t } = useTranslation('access');
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('kept')}
        </Button>
      }
    >
      <div className="space-y-4">
        <Alert tone="warning">{text}</Alert>
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 rounded-lg bg-sunken px-3 py-2 font-mono text-sm break-all">{value}</code>
          <Button
            size="icon"
            aria-label={t('copy')}
            onClick={() => void navigator.clipboard.writeText(value).then(() => toast.done(t('copied')))}
          >
            <Copy aria-hidden className="size-4" />
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
