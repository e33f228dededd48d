import { Button, Field, Input, useTranslation } from '@sharpcommerce/ui';

/** Asks for the shop where neither host name nor address names one. A whole load: the shop is read when the page is loaded. */
export function ChooseShop({ wrong }: { wrong?: string | undefined }) {
  const { t } = useTranslation('auth');
  return (
    <form method="get" action="/admin/sign-in" className="space-y-4">
      <Field label={t('shop')} hint={t('shopHint')} error={wrong && t('noShop', { shop: wrong })}>
        <Input
          name="tenant"
          required
          defaultValue={wrong}
          pattern="[a-z0-9\-]+"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
        />
      </Field>
      <Button type="submit" variant="primary" className="w-full">
        {t('continue')}
      </Button>
    </form>
  );
}
