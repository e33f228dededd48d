import { Button, EmptyState, Field, Input, useTranslation } from '@sharpcommerce/ui';
import { Store } from 'lucide-react';

/** Stands where neither host name nor address says which shop is meant, or where that shop cannot be entered. */
export function ChooseShop({ reason }: { reason: string }) {
  const { t } = useTranslation('shell');
  if (reason === 'tenant_suspended')
    return <EmptyState icon={<Store />} title={t('closedTitle')} text={t('closedText')} className="min-h-dvh justify-center" />;
  return (
    <main>
      <EmptyState
        icon={<Store />}
        title={t(reason === 'tenant_not_found' ? 'unknownTitle' : 'chooseTitle')}
        text={t('chooseText')}
        className="min-h-dvh justify-center"
        action={
          <form method="get" action="/" className="flex items-end gap-2 text-left">
            <Field label={t('chooseLabel')}>
              <Input name="tenant" required pattern="[a-z0-9\-]+" autoCapitalize="none" autoCorrect="off" spellCheck={false} />
            </Field>
            <Button type="submit" variant="primary">
              {t('chooseOpen')}
            </Button>
          </form>
        }
      />
    </main>
  );
}
