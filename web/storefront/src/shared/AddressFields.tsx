import { Field, Input, Select, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useMemo } from 'react';
import { type FieldError, type FieldPath, type FieldValues, get, useFormContext } from 'react-hook-form';
import { useShop } from '../shop';
import { type AddressValues, COUNTRIES, needsPostalCode, needsRegion } from './address';

interface Props {
  /** Where the address is in the form's values, as `shippingAddress`; nothing when the form is the address. */
  prefix?: string;
  /** What browsers fill in. */
  purpose?: 'shipping' | 'billing';
}

/** The fields of an address in the form around them, whose schema has `addressSchema` at `prefix`. */
export function AddressFields({ prefix, purpose = 'shipping' }: Props) {
  const { t } = useTranslation('checkout');
  const { locale, country: nameOf } = useFormat();
  const shop = useShop();
  const { register, watch, formState } = useFormContext<FieldValues>();
  const path = (field: keyof AddressValues): FieldPath<FieldValues> => (prefix ? `${prefix}.${field}` : field);
  const error = (field: keyof AddressValues): string | undefined =>
    (get(formState.errors, path(field)) as FieldError | undefined)?.message;
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    return COUNTRIES.map(code => ({ code, name: names.of(code) ?? code })).sort((one, other) =>
      one.name.localeCompare(other.name, locale),
    );
  }, [locale]);
  const country = String(watch(path('country')) ?? shop.country);
  const auto = (token: string) => `${purpose} ${token}`;
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label={t('address.country')} error={error('country')} required className="col-span-2">
        <Select {...register(path('country'))} autoComplete={auto('country')}>
          <option value={shop.country}>{nameOf(shop.country)}</option>
          <hr />
          {countries.map(
            ({ code, name }) =>
              code !== shop.country && (
                <option key={code} value={code}>
                  {name}
                </option>
              ),
          )}
        </Select>
      </Field>
      <Field label={t('address.name')} error={error('name')} required className="col-span-2 sm:col-span-1">
        <Input {...register(path('name'))} autoComplete={auto('name')} />
      </Field>
      <Field label={t('address.company')} error={error('company')} optional className="col-span-2 sm:col-span-1">
        <Input {...register(path('company'))} autoComplete={auto('organization')} />
      </Field>
      <Field label={t('address.line1')} error={error('line1')} required className="col-span-2">
        <Input {...register(path('line1'))} autoComplete={auto('address-line1')} />
      </Field>
      <Field label={t('address.line2')} error={error('line2')} optional className="col-span-2">
        <Input {...register(path('line2'))} autoComplete={auto('address-line2')} />
      </Field>
      <Field
        label={t('address.postalCode')}
        error={error('postalCode')}
        required={needsPostalCode(country)}
        optional={!needsPostalCode(country)}
      >
        <Input {...register(path('postalCode'))} autoComplete={auto('postal-code')} autoCapitalize="characters" />
      </Field>
      <Field label={t('address.city')} error={error('city')} required>
        <Input {...register(path('city'))} autoComplete={auto('address-level2')} />
      </Field>
      <Field
        label={t('address.region')}
        error={error('region')}
        required={needsRegion(country)}
        optional={!needsRegion(country)}
        className="col-span-2 sm:col-span-1"
      >
        <Input {...register(path('region'))} autoComplete={auto('address-level1')} />
      </Field>
      <Field label={t('address.phone')} error={error('phone')} optional className="col-span-2 sm:col-span-1">
        <Input type="tel" inputMode="tel" {...register(path('phone'))} autoComplete={auto('tel')} />
      </Field>
    </div>
  );
}
