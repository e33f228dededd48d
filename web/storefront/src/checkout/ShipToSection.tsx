import { RadioRow, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useFormContext } from 'react-hook-form';
import type { SavedAddress } from '../account/addresses';
import { AddressFields } from '../shared/AddressFields';
import { formatAddress } from '../shared/address';
import { type CheckoutValues, NEW } from './form';
import { Section } from './Section';

/** Where it goes: a saved address or one that is typed. */
export function ShipToSection({ saved }: { saved: readonly SavedAddress[] }) {
  const { t } = useTranslation('checkout');
  const { country } = useFormat();
  const { register, watch } = useFormContext<CheckoutValues>();
  const typed = watch('shipTo') === NEW;
  return (
    <Section title={t('shipTo')}>
      {saved.length > 0 && (
        <div role="radiogroup" aria-label={t('shipTo')}>
          {saved.map(address => {
            const [name, ...rest] = formatAddress(address, country);
            return (
              <RadioRow
                key={address.id}
                value={address.id}
                {...register('shipTo')}
                label={
                  <>
                    <span className="block font-medium wrap-anywhere">{name}</span>
                    <span className="block text-muted wrap-anywhere">{rest.join(', ')}</span>
                  </>
                }
              />
            );
          })}
          <RadioRow value={NEW} {...register('shipTo')} label={t('otherAddress')} />
        </div>
      )}
      {typed && (
        <div className={saved.length > 0 ? 'mt-5' : undefined}>
          <AddressFields prefix="shippingAddress" />
        </div>
      )}
    </Section>
  );
}
