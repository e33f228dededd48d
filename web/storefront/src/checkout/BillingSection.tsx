import { Checkbox, useTranslation } from '@sharpcommerce/ui';
import { useFormContext } from 'react-hook-form';
import { AddressFields } from '../shared/AddressFields';
import type { CheckoutValues } from './form';
import { Section } from './Section';

/** Who gets the invoice. */
export function BillingSection() {
  const { t } = useTranslation('checkout');
  const { register, watch } = useFormContext<CheckoutValues>();
  return (
    <Section title={t('billing')}>
      <Checkbox label={t('billSame')} {...register('billSame')} />
      {!watch('billSame') && (
        <div className="mt-5">
          <AddressFields prefix="billingAddress" purpose="billing" />
        </div>
      )}
    </Section>
  );
}
