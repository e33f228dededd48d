import { Field, Select, useFormat, useTranslation } from '@sharpcommerce/ui';
import { X } from 'lucide-react';
import { COUNTRIES } from './countries';

/** Several countries, by name; none means all. */
export function CountryPicker({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const { t } = useTranslation('settings');
  const { country, locale } = useFormat();
  const left = COUNTRIES.filter(code => !value.includes(code)).sort((one, other) =>
    country(one).localeCompare(country(other), locale),
  );
  return (
    <div>
      <Field label={label} hint={hint}>
        <Select value="" onChange={event => event.target.value && onChange([...value, event.target.value])}>
          <option value="">{t('addCountry')}</option>
          {left.map(code => (
            <option key={code} value={code}>
              {country(code)}
            </option>
          ))}
        </Select>
      </Field>
      {value.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {value.map(code => (
            <li key={code} className="inline-flex items-center gap-1 rounded-full bg-hover py-0.5 pr-1 pl-3 text-sm">
              {country(code)}
              <button
                type="button"
                aria-label={t('removeCountry', { country: country(code) })}
                className="flex size-6 items-center justify-center rounded-full hover:bg-line"
                onClick={() => onChange(value.filter(other => other !== code))}
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
