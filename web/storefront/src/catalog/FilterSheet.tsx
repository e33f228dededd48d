import { Button, Sheet, useTranslation } from '@sharpcommerce/ui';
import type { ReactNode } from 'react';

/** The filters on narrow screens. */
export function FilterSheet({
  onClose,
  count,
  children,
}: {
  onClose: () => void;
  count: number | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation('catalog');
  return (
    <Sheet
      open
      onOpenChange={open => !open && onClose()}
      title={t('filters')}
      footer={
        <Button variant="primary" size="large" className="w-full" onClick={onClose}>
          {count === undefined ? t('show') : t('showCount', { count })}
        </Button>
      }
    >
      {children}
    </Sheet>
  );
}
