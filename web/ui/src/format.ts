import { formatMoney, type Money } from '@sharpcommerce/client';
import { useTranslation } from './i18n';

/** Writes amounts, times and numbers in the language that is shown. */
export function useFormat() {
  const { language } = useTranslation('ui');
  // English of the browser's own country, for its dates.
  const locale = navigator.languages.find(tag => tag.startsWith(language)) ?? language;
  return {
    locale,
    money: (money: Money) => formatMoney(money, locale),
    date: (time: string | Date) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(time)),
    dateTime: (time: string | Date) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time)),
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    country: (code: string) => new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code,
    percent: (ppm: number) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(ppm / 1_000_000),
  };
}
