import { zodResolver } from '@hookform/resolvers/zod';
import type { Schemas } from '@sharpcommerce/client';
import { text } from '@sharpcommerce/ui';
import type { Resolver } from 'react-hook-form';
import { z } from 'zod';
import type { SavedAddress } from '../account/addresses';
import type { Customer } from '../account/session';
import type { Cart } from '../cart/cart';
import { type Address, type AddressValues, addressSchema, emptyAddress, toAddress, toValues } from '../shared/address';

/** The shipping address is one that is typed here. */
export const NEW = 'new';

export interface CheckoutValues {
  email: string;
  /** The id of a saved address, or `new`. */
  shipTo: string;
  shippingAddress: AddressValues;
  billSame: boolean;
  billingAddress: AddressValues;
  /** How to pay; blank until somebody chooses. */
  provider: string;
}

const emailSchema = z.email({ error: () => text('checkout', 'email.invalid') });

/** Checks what counts: an address that is not used may be anything. */
export const resolver: Resolver<CheckoutValues> = (values, context, options) => {
  const schema = z.object({
    email: z.string().trim().pipe(emailSchema),
    shipTo: z.string(),
    shippingAddress: values.shipTo === NEW ? addressSchema : z.any(),
    billSame: z.boolean(),
    billingAddress: values.billSame ? z.any() : addressSchema,
    provider: z.string(),
  });
  return (zodResolver(schema) as unknown as Resolver<CheckoutValues>)(values, context, options);
};

/** Whether both say the same place. */
export function sameAddress(one: Address | null, other: Address | null): boolean {
  if (one === null || other === null) return one === other;
  return JSON.stringify(toAddress(toValues(one))) === JSON.stringify(toAddress(toValues(other)));
}

/** What the form begins with: what the cart holds, else what the account knows. */
export function initialValues(
  cart: Cart,
  country: string,
  customer: Customer | undefined,
  saved: readonly SavedAddress[],
): CheckoutValues {
  const first = saved.find(address => address.id === customer?.defaultShippingAddressId) ?? saved[0];
  const chosen = cart.shippingAddress ? saved.find(address => sameAddress(address, cart.shippingAddress)) : first;
  const blank = { ...emptyAddress(country), name: customer?.name ?? '', phone: customer?.phone ?? '' };
  return {
    email: cart.email ?? customer?.email ?? '',
    shipTo: chosen?.id ?? NEW,
    shippingAddress: cart.shippingAddress && !chosen ? toValues(cart.shippingAddress) : blank,
    billSame: cart.billingAddress === null,
    billingAddress: cart.billingAddress ? toValues(cart.billingAddress) : emptyAddress(country),
    provider: '',
  };
}

/** The same with what was typed before the page was loaded again, or before somebody signed in. */
export function withDraft(initial: CheckoutValues, typed: CheckoutValues | null, saved: readonly SavedAddress[]): CheckoutValues {
  if (typed === null) return initial;
  const { name, line1, city } = typed.shippingAddress;
  const keepsPlace =
    saved.some(address => address.id === typed.shipTo) || (typed.shipTo === NEW && Boolean(name && (line1 || city)));
  return {
    ...typed,
    email: typed.email || initial.email,
    ...(keepsPlace ? {} : { shipTo: initial.shipTo, shippingAddress: initial.shippingAddress }),
  };
}

/** What of the form is whole and not yet in the cart. */
export function changesOf(values: CheckoutValues, cart: Cart, saved: readonly SavedAddress[]): Schemas['CartDetailsInput'] {
  const changes: Schemas['CartDetailsInput'] = {};
  const email = values.email.trim();
  if (email !== cart.email && emailSchema.safeParse(email).success) changes.email = email;
  const chosen = saved.find(address => address.id === values.shipTo);
  if (chosen) {
    if (!sameAddress(chosen, cart.shippingAddress)) changes.shippingAddressId = chosen.id;
  } else {
    const typed = whole(values.shippingAddress);
    if (typed && !sameAddress(typed, cart.shippingAddress)) changes.shippingAddress = typed;
  }
  if (values.billSame) {
    if (cart.billingAddress !== null) changes.billingAddress = null;
  } else {
    const typed = whole(values.billingAddress);
    if (typed && !sameAddress(typed, cart.billingAddress)) changes.billingAddress = typed;
  }
  return changes;
}

function whole(values: AddressValues): Address | null {
  return addressSchema.safeParse(values).success ? toAddress(values) : null;
}
