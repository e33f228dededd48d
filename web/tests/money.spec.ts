import { expect, test } from '@playwright/test';
import { decimalOf, formatMoney, minorUnits } from '@sharpcommerce/client';

const money = (amount: number, currency: string) => ({ amount, currency });

test('amounts are written from their digits, whatever the currency', () => {
  expect(decimalOf(money(1999, 'USD'))).toBe('19.99');
  expect(decimalOf(money(5, 'EUR'))).toBe('0.05');
  expect(decimalOf(money(-5, 'EUR'))).toBe('-0.05');
  expect(decimalOf(money(1999, 'JPY'))).toBe('1999');
  expect(decimalOf(money(1999, 'KWD'))).toBe('1.999');
  expect(decimalOf(money(Number.MAX_SAFE_INTEGER, 'EUR'))).toBe('90071992547409.91');
  expect(formatMoney(money(Number.MAX_SAFE_INTEGER, 'USD'), 'en-US')).toBe('$90,071,992,547,409.91');
  expect(formatMoney(money(123456, 'EUR'), 'de').replace(/\s/g, ' ')).toBe('1.234,56 €');
});

test('what is typed becomes minor units without a float, or nothing', () => {
  expect(minorUnits('19.99', 'USD')).toEqual(money(1999, 'USD'));
  expect(minorUnits('19,9', 'EUR')).toEqual(money(1990, 'EUR'));
  expect(minorUnits(' 7 ', 'EUR')).toEqual(money(700, 'EUR'));
  expect(minorUnits('1.005', 'KWD')).toEqual(money(1005, 'KWD'));
  expect(minorUnits('1999', 'JPY')).toEqual(money(1999, 'JPY'));
  for (const [text, currency] of [
    ['19.999', 'USD'],
    ['1.5', 'JPY'],
    ['1e3', 'USD'],
    ['-1', 'USD'],
    ['', 'USD'],
    ['1 000', 'USD'],
    ['1,000.00', 'USD'],
    ['99999999999999', 'USD'],
  ] as const)
    expect(minorUnits(text, currency), text).toBeNull();
});
