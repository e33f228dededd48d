import { Button, Field, Input, useTranslation } from '@sharpcommerce/ui';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { useShop } from '../session';
import { Card } from '../shared/Page';
import type { ProductForm, VariantForm } from './form';

type Key = 'sku' | 'price' | 'compareAtPrice' | 'stock' | 'barcode' | 'weight';
const FIELDS: readonly Key[] = ['price', 'compareAtPrice', 'stock', 'sku', 'barcode', 'weight'];
const NUMBERS = new Set<Key>(['price', 'compareAtPrice', 'stock', 'weight']);

/** Price, stock and numbers of each variant; a product without options has one. */
export function VariantsEditor() {
  const { t } = useTranslation('products');
  const { currency } = useShop();
  const { watch, setValue, register, formState } = useFormContext<ProductForm>();
  const variants = watch('variants');
  const single = watch('options').length === 0;
  const errors = formState.errors.variants;
  const message = (index: number, key: Key) => {
    const error = errors?.[index]?.[key]?.message;
    return error === undefined ? undefined : error === 'wrongAmount' || error === 'wrongNumber' ? t(error) : error;
  };
  const label = (key: Key) => t(`fields.${key}`, { currency });

  if (single)
    return (
      <Card title={t('priceAndStock')}>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {FIELDS.map(key => (
            <Field key={key} label={label(key)} hint={key === 'stock' ? t('stockHint') : undefined} error={message(0, key)}>
              <Input inputMode={NUMBERS.has(key) ? 'decimal' : 'text'} autoComplete="off" {...register(`variants.0.${key}`)} />
            </Field>
          ))}
        </div>
      </Card>
    );
  const name = (variant: VariantForm) => Object.values(variant.options).join(' / ');
  return (
    <Card title={t('variants', { count: variants.length })} text={t('variantsText')} flush>
      <FillPrice
        onFill={price => {
          for (const index of variants.keys())
            setValue(`variants.${index}.price`, price, { shouldDirty: true, shouldValidate: true });
        }}
      />
      <div className="overflow-x-auto">
        <table className="w-full min-w-3xl text-sm">
          <caption className="sr-only">{t('variantsText')}</caption>
          <thead>
            <tr className="border-y border-line text-left text-muted">
              <th scope="col" className="px-5 py-2 font-medium">
                {t('variant')}
              </th>
              {FIELDS.map(key => (
                <th key={key} scope="col" className="px-1.5 py-2 font-medium">
                  {label(key)}
                </th>
              ))}
              <th scope="col" className="px-3 py-2">
                <span className="sr-only">{t('remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {variants.map((variant, index) => (
              <tr key={`${variant.id ?? ''}${name(variant)}`} className="border-b border-line align-top last:border-0">
                <th scope="row" className="px-5 py-3.5 text-left font-medium whitespace-nowrap">
                  {name(variant)}
                </th>
                {FIELDS.map(key => (
                  <td key={key} className="px-1.5 py-2">
                    <Field label={`${name(variant)}: ${label(key)}`} hiddenLabel error={message(index, key)}>
                      <Input
                        inputMode={NUMBERS.has(key) ? 'decimal' : 'text'}
                        autoComplete="off"
                        placeholder={key === 'stock' ? '∞' : undefined}
                        className="min-w-20"
                        {...register(`variants.${index}.${key}`)}
                      />
                    </Field>
                  </td>
                ))}
                <td className="px-3 py-2">
                  <Button
                    variant="quiet"
                    size="icon"
                    aria-label={t('removeVariant', { variant: name(variant) })}
                    disabled={variants.length === 1}
                    onClick={() =>
                      setValue(
                        'variants',
                        variants.filter((_, at) => at !== index),
                        { shouldDirty: true },
                      )
                    }
                  >
                    <Trash2 aria-hidden className="size-4" />
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function FillPrice({ onFill }: { onFill: (price: string) => void }) {
  const { t } = useTranslation('products');
  const [price, setPrice] = useState('');
  return (
    <div className="flex flex-wrap items-end gap-2 px-5 pb-4">
      <Field label={t('samePrice')} className="w-44">
        <Input inputMode="decimal" value={price} onChange={event => setPrice(event.target.value)} />
      </Field>
      <Button disabled={price.trim() === ''} onClick={() => onFill(price.trim())}>
        {t('fill')}
      </Button>
    </div>
  );
}
