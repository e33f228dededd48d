import { Button, Field, Input, useTranslation } from '@sharpcommerce/ui';
import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { Card } from '../shared/Page';
import { combine, type ProductForm } from './form';

const MOST_OPTIONS = 3;

/** What shoppers choose between. The variants follow. */
export function OptionsEditor() {
  const { t } = useTranslation('products');
  const { watch, setValue, getValues } = useFormContext<ProductForm>();
  const options = watch('options');
  const change = (next: ProductForm['options']) => {
    setValue('options', next, { shouldDirty: true });
    setValue('variants', combine(next, getValues('variants')), { shouldDirty: true });
  };
  const set = (index: number, part: Partial<ProductForm['options'][number]>) =>
    change(options.map((option, at) => (at === index ? { ...option, ...part } : option)));
  return (
    <Card title={t('options')} text={t('optionsText')}>
      <div className="space-y-5">
        {options.map((option, index) => (
          <div key={index} className="grid gap-3 rounded-lg border border-line p-4 sm:grid-cols-[12rem_minmax(0,1fr)_auto]">
            <Field label={t('optionName', { number: index + 1 })}>
              <Input
                value={option.name}
                placeholder={t('optionNameHint')}
                onChange={event => set(index, { name: event.target.value })}
              />
            </Field>
            <Values
              values={option.values}
              label={t('valuesOf', { option: option.name || String(index + 1) })}
              onChange={values => set(index, { values })}
            />
            <Button
              variant="quiet"
              size="icon"
              className="self-end"
              aria-label={t('removeOption', { option: option.name || String(index + 1) })}
              onClick={() => change(options.filter((_, at) => at !== index))}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
        ))}
        {options.length < MOST_OPTIONS && (
          <Button onClick={() => setValue('options', [...options, { name: '', values: [] }], { shouldDirty: true })}>
            <Plus aria-hidden className="size-4" />
            {t('addOption')}
          </Button>
        )}
      </div>
    </Card>
  );
}

function Values({ values, label, onChange }: { values: string[]; label: string; onChange: (values: string[]) => void }) {
  const { t } = useTranslation('products');
  const [typed, setTyped] = useState('');
  const add = (text: string) => {
    const next = text
      .split(',')
      .map(value => value.trim())
      .filter(value => value !== '' && !values.includes(value));
    if (next.length > 0) onChange([...values, ...new Set(next)]);
    setTyped('');
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    add(typed);
  };
  return (
    <div className="min-w-0">
      <Field label={label} hint={t('valuesHint')}>
        <Input value={typed} onChange={event => setTyped(event.target.value)} onKeyDown={key} onBlur={() => add(typed)} />
      </Field>
      {values.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {values.map(value => (
            <li key={value} className="inline-flex items-center gap-1 rounded-full bg-hover py-0.5 pr-1 pl-3 text-sm">
              {value}
              <button
                type="button"
                aria-label={t('removeValue', { value })}
                className="flex size-6 items-center justify-center rounded-full hover:bg-line"
                onClick={() => onChange(values.filter(other => other !== value))}
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
